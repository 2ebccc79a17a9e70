/**
 * The ground floor: what every room needs and what knows none of them.
 * Errors that a user can act on, progress and cancel, files that appear whole or not at all.
 */
package sc.fiji.acuity.base;
