/**
 * The window of a training: its curves, a patch before and after, and its buttons. It knows a run by what
 * {@link sc.fiji.acuity.train.TrainingListener} hears and {@link sc.fiji.acuity.train.TrainingControl} can ask for.
 */
package sc.fiji.acuity.command.window;
