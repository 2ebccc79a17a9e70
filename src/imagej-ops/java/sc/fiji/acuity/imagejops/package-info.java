/**
 * The functions of {@code sc.fiji.acuity.op} once more, as plugins for ImageJ Ops, the library of Fiji:
 * {@code ops.run("acuity.upscale", image, 2)}. One class an op: parameters in the order output, inputs, optional inputs,
 * and one delegation. They lie in a jar of their own, because a SciJava context without ImageJ Ops logs a warning at the
 * sight of them.
 */
package sc.fiji.acuity.imagejops;
