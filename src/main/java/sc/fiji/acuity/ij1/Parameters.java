package sc.fiji.acuity.ij1;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import ij.ImagePlus;

import org.scijava.Context;
import org.scijava.ItemVisibility;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;
import org.scijava.service.Service;
import org.scijava.util.Types;
import org.scijava.widget.Button;
import sc.fiji.acuity.base.AcuityException;

/** What of a command's inputs a user gives, and how its text becomes a value and back. */
final class Parameters {

    private Parameters() {}

    /** Without messages, buttons, and what SciJava fills in itself. */
    static List<ModuleItem<?>> of(final ModuleInfo command) {
        final List<ModuleItem<?>> items = new ArrayList<>();
        command.inputs().forEach(items::add);
        items.removeIf(item -> !isGiven(item));
        return items;
    }

    static boolean isGiven(final ModuleItem<?> item) {
        return !isMessage(item) && item.getVisibility() != ItemVisibility.INVISIBLE && item.getType() != Button.class
            && item.getType() != Context.class && !Service.class.isAssignableFrom(item.getType());
    }

    static boolean isMessage(final ModuleItem<?> item) {
        return item.getVisibility() == ItemVisibility.MESSAGE;
    }

    static List<ModuleItem<?>> images(final ModuleInfo command) {
        return of(command).stream().filter(Parameters::isImage).toList();
    }

    static boolean isImage(final ModuleItem<?> item) {
        return item.getType() == ImagePlus.class;
    }

    /** Whether a command can do without this image. */
    static boolean isOptional(final ModuleItem<?> item) {
        return item.get(MenuEntry.OPTIONAL) != null;
    }

    static String label(final ModuleItem<?> item) {
        return item.getLabel() == null || item.getLabel().isEmpty() ? item.getName() : item.getLabel();
    }

    /** The name in the menu, without dots. */
    static String title(final ModuleInfo command) {
        return command.getMenuPath().getLeaf().getName().replace("...", "");
    }

    /**
     * @return the value of a text of any parameter that is no image
     * @throws AcuityException if the text is not of the parameter's type, or not within its limits or choices
     */
    static Object parse(final ModuleItem<?> item, final String text) {
        final Object value = convert(item, text);
        if (value instanceof Number number) {
            requireLimits(item, text, number.doubleValue());
        }
        // those that are found at run time need not be all: a model may also be a path
        final boolean closed = item.getInitializer() == null || item.getInitializer().isEmpty();
        final List<?> choices = item.getChoices();
        if (closed && choices != null && !choices.isEmpty() && !choices.contains(value)) {
            throw wrong(item, text, "is not one of its values",
                "use " + choices.stream().map(Object::toString).collect(Collectors.joining(", ")), null);
        }
        return value;
    }

    private static void requireLimits(final ModuleItem<?> item, final String text, final double value) {
        final Object min = item.getMinimumValue();
        final Object max = item.getMaximumValue();
        if (min != null && value < ((Number) min).doubleValue()) {
            throw wrong(item, text, "is less than " + text(min), "write a number" + limits(item), null);
        }
        if (max != null && value > ((Number) max).doubleValue()) {
            throw wrong(item, text, "is more than " + text(max), "write a number" + limits(item), null);
        }
    }

    private static Object convert(final ModuleItem<?> item, final String text) {
        final Class<?> type = Types.box(item.getType());
        if (type == String.class) {
            return text;
        }
        if (type == File.class) {
            return text.isEmpty() ? null : new File(text);
        }
        if (type == Boolean.class) {
            if (!text.equals("true") && !text.equals("false")) {
                throw wrong(item, text, "is neither true nor false", "use true or false", null);
            }
            return Boolean.valueOf(text);
        }
        if (type == Integer.class) {
            return number(item, text, Integer::valueOf, "a whole number");
        }
        if (type == Long.class) {
            return number(item, text, Long::valueOf, "a whole number");
        }
        if (type == Double.class) {
            return number(item, text, Double::valueOf, "a number");
        }
        if (type == Float.class) {
            return number(item, text, Float::valueOf, "a number");
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants()).filter(value -> value.toString().equals(text)).findFirst()
                .orElseThrow(() -> wrong(item, text, "is not one of its values",
                    "use one of " + Arrays.toString(type.getEnumConstants()), null));
        }
        throw new IllegalArgumentException(item.getName() + " is of the type " + type.getName()
            + ", which dialogs and macros have no text for");
    }

    private static <T> T number(final ModuleItem<?> item, final String text, final Function<String, T> parse,
        final String kind) {
        try {
            return parse.apply(text.trim());
        } catch (final NumberFormatException e) {
            throw wrong(item, text, "is not " + kind, "write " + kind + limits(item), e);
        }
    }

    private static String limits(final ModuleItem<?> item) {
        final Object min = item.getMinimumValue();
        final Object max = item.getMaximumValue();
        return (min == null ? "" : " from " + text(min)) + (max == null ? "" : " to " + text(max));
    }

    private static AcuityException wrong(final ModuleItem<?> item, final String text, final String reason,
        final String remedy, final Throwable cause) {
        return new AcuityException(item.getName() + "=" + text, reason, remedy, cause);
    }

    /** A message as text: messages of several lines are HTML, because Swing breaks no others. */
    static String plain(final String message) {
        return !message.startsWith("<html>") ? message : message.replace("<br>", "\n").replaceAll("<[^>]*>", "")
            .replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    /** The text that {@link #parse} reads: whole numbers without a fraction, null as nothing. */
    static String text(final Object value) {
        if (value instanceof Double || value instanceof Float) {
            final double number = ((Number) value).doubleValue();
            return number == Math.rint(number) && Math.abs(number) < 1e9 ? Long.toString((long) number)
                : value.toString();
        }
        return value == null ? "" : value.toString();
    }
}
