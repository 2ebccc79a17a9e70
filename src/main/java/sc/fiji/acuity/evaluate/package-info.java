/**
 * How a network is scored on a set of photographs: the protocols of the super-resolution literature, step by step.
 *
 * <pre>{@code
 * ImageSet set = ImageSet.open(Path.of("Set5/x2"), 2);
 * Evaluation result = Evaluator.evaluate(new BicubicEnlarger(2, 1), set, Protocol.STANDARD, Progress.NONE);
 * }</pre>
 */
package sc.fiji.acuity.evaluate;
