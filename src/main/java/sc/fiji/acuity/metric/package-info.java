/**
 * How alike two images are: PSNR and SSIM as the super-resolution literature computes them.
 * {@link sc.fiji.acuity.metric.Psnr} and {@link sc.fiji.acuity.metric.Ssim} measure planes,
 * {@link sc.fiji.acuity.metric.Quality} measures images of any type and dimensionality.
 */
package sc.fiji.acuity.metric;
