/**
 * Search: finds the network that fits images and machine.
 *
 * <p>A {@link sc.fiji.acuity.search.Strategy} proposes genotypes of a space, a {@link sc.fiji.acuity.search.Scorer} says
 * what each is worth, a {@link sc.fiji.acuity.search.Journal} keeps what was found, and {@link sc.fiji.acuity.search.Search}
 * lets them work, in one process or several.
 */
package sc.fiji.acuity.search;
