/**
 * The job itself: an image goes in, its enlargement comes out, by a network or by bicubic interpolation.
 *
 * <pre>{@code
 * try (Upscaler upscaler = Upscaler.open("balanced", 2, DeviceChoice.AUTO)) {
 *     ImagePlus result = upscaler.upscale(image, UpscaleOptions.DEFAULT, progress);
 * }
 * }</pre>
 */
package sc.fiji.acuity.upscale;
