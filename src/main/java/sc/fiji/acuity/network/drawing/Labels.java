package sc.fiji.acuity.network.drawing;

import java.util.Locale;

import sc.fiji.acuity.network.Op;

/** What is written into the box of an operation. */
final class Labels {

    private Labels() {}

    static String of(final Op op) {
        if (op instanceof Op.Input in) {
            return in.channels() == 1 ? "LR image" : "LR image, " + in.channels() + " channels";
        }
        if (op instanceof Op.Conv c) {
            return convolution(c);
        }
        if (op instanceof Op.TransposedConv c) {
            return String.format(Locale.ROOT, "transposed conv %d×%d, %d → %d, stride %d", c.kernel(), c.kernel(), c.in(),
                c.out(), c.stride());
        }
        if (op instanceof Op.PixelShuffle p) {
            return "pixel shuffle ×" + p.factor();
        }
        if (op instanceof Op.Interpolate i) {
            return words(i.method().name()) + " ×" + i.factor();
        }
        if (op instanceof Op.MaxPool p) {
            return String.format(Locale.ROOT, "max pool %d×%d, stride %d", p.kernel(), p.kernel(), p.stride());
        }
        if (op instanceof Op.AdaptiveMaxPool p) {
            return String.format(Locale.ROOT, "max pool of cells, %d×%d", p.factor(), p.factor());
        }
        if (op instanceof Op.Mixture m) {
            return "mixture of " + m.inputs() + (m.join() == Op.Mixture.Join.CONCAT ? ", side by side" : "");
        }
        if (op instanceof Op.Slice s) {
            return "channels " + s.from() + " to " + (s.to() - 1);
        }
        if (op instanceof Op.Scale s) {
            return factor(s.factor());
        }
        if (op instanceof Op.Shift s) {
            return "shift " + s.values().stream().map(v -> String.format(Locale.ROOT, "%+.4g", v)).toList();
        }
        if (op instanceof Op.Activation a) {
            return a.function() == Op.Activation.Function.LEAKY_RELU
                ? String.format(Locale.ROOT, "leaky ReLU %.3g", a.slope()) : function(a.function().name());
        }
        return op.getClass().getSimpleName().equals("PRelu") ? "PReLU" : words(op.getClass().getSimpleName());
    }

    private static String convolution(final Op.Conv c) {
        final boolean depthwise = c.groups() > 1 && c.groups() == c.in();
        return String.format(Locale.ROOT, "%s%d×%d, %d → %d%s%s%s", depthwise ? "depthwise " : "conv ", c.kernel(),
            c.kernel(), c.in(), c.out(), c.groups() > 1 && !depthwise ? ", groups " + c.groups() : "",
            c.stride() > 1 ? ", stride " + c.stride() : "", c.dilation() > 1 ? ", dilation " + c.dilation() : "");
    }

    /** × 0.1, but ÷ 255 rather than × 0.003922. */
    private static String factor(final double factor) {
        final double inverse = 1 / factor;
        return Math.abs(factor) < 1 && Math.abs(inverse - Math.rint(inverse)) < 1e-9 * inverse
            ? String.format(Locale.ROOT, "÷ %d", Math.round(inverse)) : "× " + plain(factor);
    }

    private static String plain(final double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.4g", value);
    }

    private static String function(final String name) {
        // ReLU, GeLU, SiLU, as papers write them
        return name.endsWith("LU") ? name.charAt(0) + name.substring(1, name.length() - 2).toLowerCase(Locale.ROOT) + "LU"
            : words(name);
    }

    /** {@code ChannelSoftmax} and {@code CHANNEL_SOFTMAX} as "channel softmax". */
    private static String words(final String name) {
        return name.replaceAll("(\\p{Ll})(\\p{Lu})", "$1 $2").replace('_', ' ').toLowerCase(Locale.ROOT);
    }
}
