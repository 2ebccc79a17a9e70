/**
 * The network families: one file each, a record whose components are the configuration and whose
 * {@link sc.fiji.acuity.network.Architecture#graph() graph()} is the network.
 *
 * <p>To add one: write the record, name it in {@link sc.fiji.acuity.network.family.Architectures}. It is then countable,
 * trainable, exportable and known to {@code architecture.json} and {@code acuity cost}.
 */
package sc.fiji.acuity.network.family;
