package sc.fiji.acuity.train.pairs;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** What the name of a file says: which field it shows, and which file of another folder is its other half. */
final class FieldName {

    /** Channel, slice or time point, as microscopes write them: {@code _c1}, {@code -t003}, {@code _w2}, {@code _z5}. */
    private static final Pattern PLANE =
        Pattern.compile("(?<=[\\w)])[ _.-](?:ch?|channel|w|t|time|frame|z|slice)[_-]?\\d{1,5}(?=$|[ _.-])");

    /** What tells LR from HR: {@code _HR}, {@code -lr}, {@code x2}, {@code _LRx4}. */
    private static final Pattern HALF = Pattern.compile("[ _.-]?(?:(?<![a-z])[hl]r(?:x[234])?|(?<=\\d|[ _.-])x[234])$");

    private FieldName() {}

    /** Equal for files that show one field. */
    static String field(final Path file) {
        return file.toAbsolutePath().normalize().getParent() + "/" + PLANE.matcher(stem(file)).replaceAll("");
    }

    /** Equal for an HR image and its LR image. */
    static String pair(final Path file) {
        final String stem = stem(file);
        final String bare = HALF.matcher(stem).replaceFirst("");
        return bare.isEmpty() ? stem : bare;
    }

    private static String stem(final Path file) {
        final String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        final int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }
}
