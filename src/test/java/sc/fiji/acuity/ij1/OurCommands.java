package sc.fiji.acuity.ij1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;

/** The commands that there are, by SciJava's index and by {@code plugins.config}. */
final class OurCommands {

    private static final Pattern LINE = Pattern.compile("(.+), \"(.+)\", (.+)\\(\"(.+)\"\\)");

    private OurCommands() {}

    /** A line of plugins.config. */
    record Entry(String menu, String label, String plugin, String command) {}

    /** In the order of the menu. */
    static List<CommandInfo> indexed() {
        try (Context context = new Context(CommandService.class)) {
            return context.service(CommandService.class).getCommands().stream()
                .filter(command -> command.getDelegateClassName().startsWith("sc.fiji.acuity."))
                .sorted(Comparator.comparingDouble(command -> command.getMenuPath().getLeaf().getWeight())).toList();
        }
    }

    static String label(final CommandInfo command) {
        return command.getMenuPath().getLeaf().getName();
    }

    static List<Entry> entries() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
            MenuEntry.class.getResourceAsStream("/plugins.config"), StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#") && !line.isBlank()).map(line -> {
                final Matcher matcher = LINE.matcher(line);
                if (!matcher.matches()) {
                    throw new AssertionError(line);
                }
                return new Entry(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4));
            }).toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
