/**
 * Pairs of LR and HR images, and patches from them.
 *
 * <pre>{@code
 * Degradation microscope = new Degradation.Physics(Psf.of(1.4, 520, 0.065), Optional.of(Camera.of(100, 2)));
 * PairSettings settings = PairSettings.of(2, 32).degraded(microscope).holdingOut(0.2, 0.2, seed);
 * try (TrainingSet images = TrainingSet.load(files, settings, progress)) {
 *     images.patches(32, seed).draw(step, batch, lr, hr);
 *     for (HeldOut image : images.test()) {
 *         score(image.lr(), image.hr(), image.dataRange());
 *     }
 * }
 * }</pre>
 */
package sc.fiji.acuity.train.pairs;
