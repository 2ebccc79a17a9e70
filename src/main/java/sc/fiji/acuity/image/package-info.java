/**
 * Images as ImageJ knows them and as the rest of Acuity needs them: {@code ImagePlus} to and from ImgLib2 and planes of
 * floats, files, colour, MATLAB-compatible bicubic resizing, and what a result carries over from its source.
 *
 * <p>No room below the commands but this one knows {@code ij.*}.
 */
package sc.fiji.acuity.image;
