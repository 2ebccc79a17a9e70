/**
 * Networks as data: a {@link sc.fiji.acuity.network.Graph} of {@link sc.fiji.acuity.network.Op operations}, and what can
 * be known from it alone: parameters, mult-adds, receptive field, memory, and an equal graph with less to compute.
 *
 * <pre>{@code
 * Architecture architecture = Architectures.named("espcn", 2);
 * Graph graph = architecture.graph();
 * long multAdds = Count.multAdds(graph, 480, 480);
 * int halo = ReceptiveField.of(graph).halo();
 * }</pre>
 *
 * This room knows nothing of how networks are run.
 */
package sc.fiji.acuity.network;
