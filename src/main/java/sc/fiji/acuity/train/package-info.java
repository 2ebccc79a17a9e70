/**
 * Training: the trainer, its settings and checkpoints; {@code pairs} has the images.
 *
 * <pre>{@code
 * TrainingSet images = TrainingSet.load(files, 2, progress);
 * new Trainer(settings, images, validation, runFolder).run(progress);
 * }</pre>
 */
package sc.fiji.acuity.train;
