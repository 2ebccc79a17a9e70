/**
 * The scripting face of the core: static functions over ImgLib2 images, published as SciJava Ops in {@code ops.yaml}.
 *
 * <p>Numbers are parameters as objects, since that is what the Ops engine matches; {@code (nullable)} ones may be left
 * out there. The names of ops are frozen: they are added, never renamed.
 */
package sc.fiji.acuity.op;
