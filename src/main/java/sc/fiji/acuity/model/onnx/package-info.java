/**
 * Networks as ONNX files, for programs that are not Acuity: graph and weights become an
 * {@link sc.fiji.acuity.model.onnx.OnnxModel}. Uses no library: ONNX is a protobuf message, and writing one takes
 * lengths and varints.
 */
package sc.fiji.acuity.model.onnx;
