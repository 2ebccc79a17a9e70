package sc.fiji.acuity.batch;

import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.image.ImageFiles;

/**
 * Which files of a folder a batch is about.
 *
 * <p>Patterns are globs: {@code *} any characters but {@code /}, {@code **} any characters, {@code ?} one,
 * <code>{tif,png}</code> one of these. A pattern with a {@code /} is held against the path within the folder, one
 * without against the name alone. Hidden files and folders are never taken.
 *
 * @param patterns if there are any, exactly the files that match one; else those with the extension of an image
 * @param excluded files that match one of these are left out
 */
public record Selection(Path folder, boolean recursive, List<String> patterns, List<String> excluded) {

    /** @throws AcuityException if a pattern is malformed */
    public Selection {
        patterns = List.copyOf(patterns);
        excluded = List.copyOf(excluded);
        matchers(patterns);
        matchers(excluded);
    }

    /** All images of a folder. */
    public static Selection of(final Path folder) {
        return new Selection(folder, false, List.of(), List.of());
    }

    /** Patterns in one text: at commas, other than those between braces. */
    public static List<String> patterns(final String text) {
        final List<String> patterns = new ArrayList<>();
        for (final String part : text.split(",(?![^{]*})")) {
            if (!part.isBlank()) {
                patterns.add(part.strip());
            }
        }
        return patterns;
    }

    /** Decides by paths within the folder; made once for many files. */
    Filter filter() {
        final List<Filter> in = matchers(patterns);
        final List<Filter> out = matchers(excluded);
        return path -> !path.getFileName().toString().startsWith(".")
            && (in.isEmpty() ? ImageFiles.looksLikeImage(path) : in.stream().anyMatch(one -> one.takes(path)))
            && out.stream().noneMatch(one -> one.takes(path));
    }

    /** Whether a file is taken. */
    interface Filter {
        boolean takes(Path relative);
    }

    private static List<Filter> matchers(final List<String> globs) {
        return globs.stream().map(Selection::matcher).toList();
    }

    private static Filter matcher(final String glob) {
        try {
            final PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
            return glob.indexOf('/') >= 0 ? matcher::matches : path -> matcher.matches(path.getFileName());
        } catch (final PatternSyntaxException | InvalidPathException e) {
            final String why = e.getMessage().lines().findFirst().orElse("");
            throw new AcuityException("pattern " + glob, "is malformed (" + why + ")",
                "write for example *.tif or plate*/well?.png", e);
        }
    }
}
