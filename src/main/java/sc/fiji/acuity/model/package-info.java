/**
 * Model packages on disk: the card that says what a network is and what it can be trusted with, its architecture, its
 * weights, and a test that it proves itself with.
 *
 * <p>Start at {@link sc.fiji.acuity.model.ModelStore} to find a model by name, at
 * {@link sc.fiji.acuity.model.ModelPackage} to open or write one. Reading never runs code from a package: every length,
 * offset, name and checksum is checked before it is used, and whatever is wrong is an
 * {@link sc.fiji.acuity.base.AcuityException} that names the file and the fault.
 */
package sc.fiji.acuity.model;
