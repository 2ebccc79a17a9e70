package sc.fiji.acuity.ij1;

import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.TextField;
import java.io.File;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import ij.gui.GenericDialog;

import org.scijava.module.ModuleItem;
import org.scijava.util.Types;
import org.scijava.widget.FileWidget;

/**
 * The components of a dialog that hold a parameter each. They are read here: a {@link GenericDialog} that is asked
 * for its values records them, by label and not by name.
 */
final class DialogFields {

    /** A whole number with so few values is chosen, not typed. */
    private static final int FEW = 10;
    private static final int NUMBER_COLUMNS = 8;
    private static final int TEXT_COLUMNS = 14;
    private static final int PATH_COLUMNS = 30;

    private final GenericDialog dialog;
    private final OpenImages open;
    private final Map<String, Supplier<String>> fields = new LinkedHashMap<>();
    private int images;

    DialogFields(final GenericDialog dialog, final OpenImages open) {
        this.dialog = dialog;
        this.open = open;
    }

    /** The text of each parameter, in order. */
    Map<String, String> texts() {
        final Map<String, String> texts = new LinkedHashMap<>();
        fields.forEach((name, field) -> texts.put(name, field.get()));
        return texts;
    }

    /** @param start the text that it shows at first */
    void add(final ModuleItem<?> item, final String start) {
        fields.put(item.getName(), field(item, start));
    }

    private Supplier<String> field(final ModuleItem<?> item, final String start) {
        final Class<?> type = Types.box(item.getType());
        if (Parameters.isImage(item)) {
            final List<String> names = open.names();
            final String other = names.get(Math.min(images++, names.size() - 1));
            return choice(item, names, start.isEmpty() ? other : start);
        }
        if (type == Boolean.class) {
            dialog.addCheckbox(Parameters.label(item), Boolean.parseBoolean(start));
            final Checkbox box = (Checkbox) dialog.getCheckboxes().lastElement();
            return () -> Boolean.toString(box.getState());
        }
        final List<String> choices = choices(item);
        if (!choices.isEmpty()) {
            return choice(item, choices, start);
        }
        final String label = Parameters.label(item) + ":";
        if (type == File.class) {
            if (FileWidget.DIRECTORY_STYLE.equals(item.getWidgetStyle())) {
                dialog.addDirectoryField(label, start, PATH_COLUMNS);
            } else {
                dialog.addFileField(label, start, PATH_COLUMNS);
            }
        } else {
            final int columns = Math.min(Math.max(TEXT_COLUMNS, start.length()), PATH_COLUMNS);
            dialog.addStringField(label, start, Number.class.isAssignableFrom(type) ? NUMBER_COLUMNS : columns);
        }
        final TextField field = (TextField) dialog.getStringFields().lastElement();
        return field::getText;
    }

    private Supplier<String> choice(final ModuleItem<?> item, final List<String> choices, final String start) {
        dialog.addChoice(Parameters.label(item) + ":", choices.toArray(String[]::new), start);
        final Choice choice = (Choice) dialog.getChoices().lastElement();
        return choice::getSelectedItem;
    }

    private static List<String> choices(final ModuleItem<?> item) {
        if (item.getChoices() != null && !item.getChoices().isEmpty()) {
            return item.getChoices().stream().map(Parameters::text).toList();
        }
        if (item.getType().isEnum()) {
            return Arrays.stream(item.getType().getEnumConstants()).map(Object::toString).toList();
        }
        if (item.getMinimumValue() instanceof Integer min && item.getMaximumValue() instanceof Integer max
            && max - min < FEW) {
            return IntStream.rangeClosed(min, max).mapToObj(Integer::toString).toList();
        }
        return List.of();
    }
}
