package sc.fiji.acuity.engine;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import sc.fiji.acuity.base.AcuityException;

/** What {@code --precision} can be. */
public enum Precision {

    /** bf16 where the processor multiplies matrices of it (AMX) and the model bears it; else fp32. */
    AUTO,

    /** 32-bit floats throughout. */
    FP32,

    /** 16-bit floats of 8 bits precision inside the network; sums at its end in fp32. CPU only. */
    BF16;

    /** The lower-case name, as the command line and macros use it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws AcuityException naming the choices there are */
    public static Precision parse(final String text) {
        return Arrays.stream(values()).filter(precision -> precision.key().equalsIgnoreCase(text)).findFirst()
            .orElseThrow(() -> new AcuityException("precision=" + text, "there is no such precision",
                "use one of " + Arrays.stream(values()).map(Precision::key).collect(Collectors.joining(", "))));
    }
}
