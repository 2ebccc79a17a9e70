package sc.fiji.acuity.evaluate;

import java.util.List;

/**
 * How well a set of images was enlarged.
 *
 * @param scale how many times
 * @param protocol how it was measured
 * @param images in the order of their names
 * @param psnr mean of the images' PSNR, in decibels
 * @param ssim mean of the images' SSIM
 * @param seconds spent on enlarging alone: without files, colour, bicubic chroma and measuring
 */
public record Evaluation(int scale, Protocol protocol, List<ImageScore> images, double psnr, double ssim,
    double seconds) {

    public Evaluation {
        images = List.copyOf(images);
    }
}
