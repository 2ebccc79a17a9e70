/**
 * Pairs of LR and HR images, and patches from them.
 *
 * <pre>{@code
 * Pairs images = TrainingSet.load(files, 2, 32, progress);
 * images.patches(32, seed).draw(step, batch, lr, hr);
 * }</pre>
 */
package sc.fiji.acuity.train.pairs;
