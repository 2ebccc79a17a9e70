/**
 * The command line: {@code acuity upscale|batch|compare|evaluate|cost|models|train|doctor}. Each action is a class
 * with its options and one delegation.
 */
package sc.fiji.acuity.cli;
