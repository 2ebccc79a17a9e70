package sc.fiji.acuity.ij1;

import org.scijava.module.Module;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;

/** What the Help button shows: the descriptions of a command and its parameters, which ImageJ has no tool tips for. */
final class HelpText {

    private HelpText() {}

    /** HTML for a dialog of ImageJ. */
    static String of(final Module module) {
        final ModuleInfo command = module.getInfo();
        final StringBuilder html = new StringBuilder("<html><body style='width: 420px'><h2>")
            .append(escape(Parameters.title(command))).append("</h2>");
        paragraph(html, command.getDescription());
        for (final ModuleItem<?> item : command.inputs()) {
            if (Parameters.isMessage(item)) {
                paragraph(html, Parameters.plain(Parameters.text(module.getInput(item.getName()))));
            }
        }
        for (final ModuleItem<?> item : Parameters.of(command)) {
            html.append("<p><b>").append(escape(Parameters.label(item))).append("</b> (<code>")
                .append(item.getName()).append("</code>)");
            final String description = description(item, Parameters.images(command).size() == 1);
            html.append(description.isEmpty() ? "" : "<br>").append(escape(description)).append("</p>");
        }
        html.append("<p>In a macro: <code>").append(escape(example(module))).append("</code></p>");
        return html.append("</body></html>").toString();
    }

    private static void paragraph(final StringBuilder html, final String text) {
        if (text != null && !text.isEmpty()) {
            html.append("<p>").append(escape(text).replace("\n", "<br>")).append("</p>");
        }
    }

    private static String description(final ModuleItem<?> item, final boolean onlyImage) {
        final String text = item.getDescription() == null ? "" : item.getDescription();
        return Parameters.isImage(item)
            ? (text + (onlyImage ? " The current image; a macro" : " A macro") + " may name one by its title or ID.")
                .trim()
            : text;
    }

    private static String example(final Module module) {
        final StringBuilder options = new StringBuilder();
        for (final ModuleItem<?> item : Parameters.of(module.getInfo())) {
            final Object value = module.getInput(item.getName());
            if (value != null && !Parameters.isImage(item)) {
                options.append(options.isEmpty() ? "" : " ").append(item.getName()).append('=')
                    .append(MacroOptions.quote(Parameters.text(value)));
            }
        }
        return "run(\"" + module.getInfo().getMenuPath().getLeaf().getName() + "\""
            + (options.isEmpty() ? "" : ", \"" + options + "\"") + ");";
    }

    private static String escape(final String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
