/**
 * Weights that authors published in the formats of other programs: PyTorch's, TensorFlow's and plain safetensors, read
 * without running anything in them, recognised by their tensors, and made into model packages.
 */
package sc.fiji.acuity.model.foreign;
