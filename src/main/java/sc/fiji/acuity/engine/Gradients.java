package sc.fiji.acuity.engine;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import sc.fiji.acuity.base.AcuityException;

/**
 * How gradients are computed. They differ in speed and in the last bits, so a run keeps to one.
 */
public enum Gradients {

    /** Operation by operation, weights as they are stored: as the models in the jar were trained. */
    REFERENCE,

    /** The same with channels last, which convolutions of many channels like better. */
    FAST;

    /** The lower-case name, as the command line and checkpoints have it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws AcuityException naming the choices there are */
    public static Gradients parse(final String text) {
        return Arrays.stream(values()).filter(one -> one.key().equals(text)).findFirst()
            .orElseThrow(() -> new AcuityException("gradients " + text, "there are no such", "use one of "
                + Arrays.stream(values()).map(Gradients::key).collect(Collectors.joining(", "))));
    }
}
