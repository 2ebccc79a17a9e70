package sc.fiji.acuity.ij1;

import java.awt.Panel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import ij.IJ;
import ij.gui.GenericDialog;

import org.scijava.module.MethodCallException;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.widget.Button;
import sc.fiji.acuity.base.AcuityException;

/**
 * ImageJ's dialog for the parameters of a command, in their order.
 *
 * <p>It gives texts, as a macro would, so that both are read and recorded in one way.
 */
final class CommandDialog {

    private static final int LINE = 80;

    private final String title;
    private final Module module;
    private final OpenImages open;
    private final boolean chooseImages;

    CommandDialog(final String title, final Module module, final OpenImages open) {
        this.title = title;
        this.module = module;
        this.open = open;
        chooseImages = Parameters.images(module.getInfo()).size() > 1;
    }

    /**
     * Asks until the texts can be values of their parameters.
     *
     * @return the text of each parameter, but of an image that is the only one; empty if the user cancelled
     */
    Optional<Map<String, String>> ask() {
        final Map<String, String> texts = new LinkedHashMap<>();
        while (true) {
            final GenericDialog dialog = new GenericDialog(title);
            final DialogFields fields = build(dialog, texts);
            dialog.addHelp(HelpText.of(module));
            dialog.showDialog();
            if (!dialog.wasOKed()) {
                return Optional.empty();
            }
            texts.putAll(fields.texts());
            try {
                texts.forEach(this::check);
                return Optional.of(texts);
            } catch (final AcuityException e) {
                ErrorMessage.tell(title, e);
            }
        }
    }

    private Object check(final String name, final String text) {
        final ModuleItem<?> item = module.getInfo().getInput(name);
        return Parameters.isImage(item) ? open.find(name, text) : Parameters.parse(item, text);
    }

    /** @param texts what the fields start with, where there was a dialog before */
    private DialogFields build(final GenericDialog dialog, final Map<String, String> texts) {
        final DialogFields fields = new DialogFields(dialog, open);
        for (final ModuleItem<?> item : module.getInfo().inputs()) {
            final String start = texts.getOrDefault(item.getName(), initial(item));
            if (Parameters.isMessage(item)) {
                if (!start.isEmpty()) {
                    dialog.addMessage(ErrorMessage.wrap(start, LINE));
                }
            } else if (item.getType() == Button.class) {
                final Panel panel = new Panel();
                final java.awt.Button button = new java.awt.Button(" " + Parameters.label(item) + " ");
                button.addActionListener(event -> press(item, fields));
                panel.add(button);
                dialog.addPanel(panel);
            } else if (Parameters.isGiven(item) && (chooseImages || !Parameters.isImage(item))) {
                fields.add(item, start);
            }
        }
        return fields;
    }

    private String initial(final ModuleItem<?> item) {
        final String text = Parameters.text(module.getInput(item.getName()));
        return Parameters.isMessage(item) ? Parameters.plain(text) : text;
    }

    /** What the button does sees the parameters as the dialog shows them. */
    private void press(final ModuleItem<?> button, final DialogFields fields) {
        try {
            fields.texts().forEach((name, text) -> module.setInput(name, check(name, text)));
            button.callback(module);
        } catch (final AcuityException e) {
            ErrorMessage.tell(title, e);
        } catch (final MethodCallException e) {
            IJ.handleException(e);
        }
    }
}
