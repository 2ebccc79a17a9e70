/**
 * Policies that learn by REINFORCE which options of a space are worth taking: small recurrent networks in plain Java
 * doubles, the same bytes on every machine. Uses nothing of a search but its space.
 */
package sc.fiji.acuity.search.policy;
