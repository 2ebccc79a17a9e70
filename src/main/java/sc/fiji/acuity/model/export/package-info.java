/**
 * Models for other programs: ONNX and TorchScript files, bioimage.io packages. Start at
 * {@link sc.fiji.acuity.model.export.ModelExport}.
 */
package sc.fiji.acuity.model.export;
