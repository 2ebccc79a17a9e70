package sc.fiji.acuity.command;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.upscale.Upscaler;

/** What trainings are asked for must be possible: neither choices nor limits hold for macros and scripts. */
final class TrainingInputs {

    /** A month. */
    private static final double MOST_MINUTES = 31 * 24 * 60;

    private TrainingInputs() {}

    static void requireMinutes(final double minutes) {
        if (!(minutes > 0 && minutes <= MOST_MINUTES)) {
            throw new AcuityException("minutes=" + minutes, "is no time to train in",
                "give more than 0, such as 5, and at most " + (int) MOST_MINUTES);
        }
    }

    static String requireModel(final String model) {
        if (Upscaler.BICUBIC.equals(model)) {
            throw new AcuityException("model=" + model, "has no weights to go on with", "choose a network");
        }
        if (model == null || model.isBlank()) {
            throw new AcuityException("model", "nothing is chosen", "name a model, such as " + Upscaler.DEFAULT_MODEL);
        }
        return model;
    }
}
