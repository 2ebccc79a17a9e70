package sc.fiji.acuity.ij1;

import org.scijava.module.Module;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;

/** What the Help button shows: the descriptions of a command and its parameters, which ImageJ has no tool tips for. */
final class HelpText {

    private static final int LINE = 64;

    private HelpText() {}

    /** HTML for a dialog of ImageJ. */
    static String of(final Module module) {
        final ModuleInfo command = module.getInfo();
        final StringBuilder html = new StringBuilder("<html><body style='width: 420px'><h2>")
            .append(escape(Parameters.title(command))).append("</h2>");
        paragraph(html, command.getDescription());
        for (final ModuleItem<?> item : command.inputs()) {
            if (Parameters.isMessage(item)) {
                paragraph(html, Parameters.text(module.getInput(item.getName())));
            }
        }
        for (final ModuleItem<?> item : Parameters.of(command)) {
            html.append("<p><b>").append(escape(Parameters.label(item))).append("</b> (<code>")
                .append(item.getName()).append("</code>)");
            if (item.getDescription() != null && !item.getDescription().isEmpty()) {
                html.append("<br>").append(escape(item.getDescription()));
            }
            html.append("</p>");
        }
        html.append("<p>In a macro: <code>").append(escape(example(module))).append("</code></p>");
        return html.append("</body></html>").toString();
    }

    private static void paragraph(final StringBuilder html, final String text) {
        if (text != null && !text.isEmpty()) {
            html.append("<p>").append(escape(text).replace("\n", "<br>")).append("</p>");
        }
    }

    private static String example(final Module module) {
        final StringBuilder options = new StringBuilder();
        for (final ModuleItem<?> item : Parameters.of(module.getInfo())) {
            final Object value = module.getInput(item.getName());
            if (value != null) {
                options.append(options.isEmpty() ? "" : " ").append(item.getName()).append('=')
                    .append(MacroOptions.quote(Parameters.text(value)));
            }
        }
        return "run(\"" + module.getInfo().getMenuPath().getLeaf().getName() + "\"" + (options.isEmpty() ? "" : ", \"" + options + "\"") + ");";
    }

    private static String escape(final String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Breaks lines between words, for a label that does not. */
    static String wrap(final String text) {
        final StringBuilder wrapped = new StringBuilder();
        for (final String line : text.split("\n", -1)) {
            wrapped.append(wrapped.isEmpty() ? "" : "\n");
            int column = 0;
            for (final String word : line.split(" ")) {
                if (column > 0 && column + word.length() >= LINE) {
                    wrapped.append('\n');
                    column = 0;
                }
                wrapped.append(column == 0 ? "" : " ").append(word);
                column += word.length() + 1;
            }
        }
        return wrapped.toString();
    }
}
