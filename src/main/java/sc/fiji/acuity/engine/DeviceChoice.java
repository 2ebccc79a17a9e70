package sc.fiji.acuity.engine;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import sc.fiji.acuity.base.AcuityException;

/** What {@code --device} can be. */
public enum DeviceChoice {
    /** CUDA where it works, else the CPU. */
    AUTO,
    CPU,
    /** The first NVIDIA GPU. */
    CUDA,
    /** The GPU of an Apple computer. */
    MPS;

    /** The lower-case name, as the command line and macros use it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws AcuityException naming the choices there are */
    public static DeviceChoice parse(final String text) {
        return Arrays.stream(values()).filter(choice -> choice.key().equalsIgnoreCase(text)).findFirst()
            .orElseThrow(() -> new AcuityException("device=" + text, "there is no such device",
                "use one of " + Arrays.stream(values()).map(DeviceChoice::key).collect(Collectors.joining(", "))));
    }
}
