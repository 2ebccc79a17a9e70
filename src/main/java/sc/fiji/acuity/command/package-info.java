/**
 * The entries of the menu {@code Plugins>Acuity}: each class is one command, which checks its parameters and delegates.
 *
 * <p>A command's menu leaf and the names of its parameters are what macros consist of: they are frozen, and a test
 * holds them. Names are lower-case letters only, none the end of another, since ImageJ 1 finds {@code size=} in
 * {@code tilesize=}. No parameter is remembered from one run to the next, so that what a macro or script leaves out
 * has its default everywhere.
 */
package sc.fiji.acuity.command;
