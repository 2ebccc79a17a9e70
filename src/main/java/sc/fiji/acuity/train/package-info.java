/**
 * Training: the trainer, its settings and checkpoints, fine-tuning and its report; {@code pairs} has the images.
 *
 * <pre>{@code
 * TrainingSet images = TrainingSet.load(files, 2, 32, progress);
 * new Trainer(settings, images, runFolder).run(progress);
 * }</pre>
 */
package sc.fiji.acuity.train;
