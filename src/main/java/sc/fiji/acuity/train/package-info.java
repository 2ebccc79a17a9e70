/**
 * Training: pairs of LR and HR images, patches from them, the trainer, checkpoints.
 *
 * <pre>{@code
 * TrainingSet images = TrainingSet.load(files, 2, progress);
 * new Trainer(settings, images, validation, runFolder).run(progress);
 * }</pre>
 */
package sc.fiji.acuity.train;
