/**
 * Models for other programs: ONNX files and bioimage.io packages. Start at
 * {@link sc.fiji.acuity.model.export.ModelExport}.
 */
package sc.fiji.acuity.model.export;
