/**
 * Search spaces: networks with choices left open.
 *
 * <p>A {@link sc.fiji.acuity.network.space.SearchSpace} lists named {@linkplain sc.fiji.acuity.network.space.Choice choices};
 * a {@link sc.fiji.acuity.network.space.Genotype} makes each of them, and the space builds the network.
 */
package sc.fiji.acuity.network.space;
