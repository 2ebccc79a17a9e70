/**
 * The bridge to plain ImageJ 1: the same commands, menu labels and macro keys as in Fiji, without Fiji.
 *
 * <p>{@code plugins.config} names {@link sc.fiji.acuity.ij1.MenuEntry} for each command. It finds the command by its
 * class name in a small SciJava context, turns the parameters into a {@code GenericDialog} or takes them from macro
 * options, and runs it. Dialog and macro give a parameter the same text, so that what is recorded is what was run.
 *
 * <p>A command that is added needs one line in {@code plugins.config} and nothing here.
 */
package sc.fiji.acuity.ij1;
