/**
 * The command line: {@code acuity upscale|compare|evaluate|cost|models|train|doctor}. Each action is a class with its
 * options and one delegation.
 */
package sc.fiji.acuity.cli;
