/**
 * Networks that share weights: what is trained in one serves all that take the same path.
 */
package sc.fiji.acuity.search.supernet;
