package sc.fiji.acuity.search;

import java.util.function.ToDoubleFunction;

/**
 * How the training of super-net and controllers is divided: epochs, each with steps of the weights, then of the
 * controllers.
 *
 * @param weightSteps in each epoch
 * @param controllerSteps in each epoch
 */
record ControllerPlan(int epochs, int weightSteps, int controllerSteps) {

    private static final int EPOCHS = 40;
    /** Steps of the weights for one of the controllers. */
    private static final int RATIO = 2;
    private static final int MOST = 1000;

    /** What is done in a unit of work. */
    enum Kind {
        WEIGHTS, CONTROLLER
    }

    ControllerPlan {
        if (epochs < 1 || weightSteps < 1 || controllerSteps < 1) {
            throw new IllegalArgumentException("no plan: " + epochs + ", " + weightSteps + ", " + controllerSteps);
        }
    }

    /**
     * As much as there is time for.
     *
     * @param cost seconds of a unit of each kind
     */
    static ControllerPlan within(final double seconds, final ToDoubleFunction<Kind> cost) {
        final double both = RATIO * cost.applyAsDouble(Kind.WEIGHTS) + cost.applyAsDouble(Kind.CONTROLLER);
        final int pairs = (int) Math.max(1, Math.min((long) MOST * EPOCHS, seconds / both));
        final int epochs = Math.min(EPOCHS, pairs);
        return new ControllerPlan(epochs, RATIO * (pairs / epochs), pairs / epochs);
    }

    private int each() {
        return weightSteps + controllerSteps;
    }

    /** Units of work in all. */
    int units() {
        return Math.multiplyExact(epochs, each());
    }

    Kind kind(final int unit) {
        return unit % each() < weightSteps ? Kind.WEIGHTS : Kind.CONTROLLER;
    }

    /** Whether an epoch begins. */
    boolean first(final int unit) {
        return unit % each() == 0;
    }

    /** How many of its kind were before. */
    int number(final int unit) {
        final int within = unit % each();
        return kind(unit) == Kind.WEIGHTS ? unit / each() * weightSteps + within
            : unit / each() * controllerSteps + within - weightSteps;
    }

    /** Steps of the controllers before a unit. */
    int controllerStepsBefore(final int unit) {
        return unit / each() * controllerSteps + Math.max(0, unit % each() - weightSteps);
    }
}
