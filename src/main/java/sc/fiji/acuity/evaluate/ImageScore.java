package sc.fiji.acuity.evaluate;

/**
 * How well one image was enlarged.
 *
 * @param name of its file, without {@code _HR.png} or extension
 * @param psnr in decibels
 * @param ssim at most 1
 */
public record ImageScore(String name, double psnr, double ssim) {}
