package sc.fiji.acuity.batch;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Checksums;

/**
 * A part of a batch, for job arrays: the parts have no file in common and are all of it together.
 *
 * <p>A checksum of its name decides where a file belongs, and nothing else does: files that appear between the starts
 * of two jobs move no other file.
 *
 * @param index from 1 to {@code count}
 */
public record Shard(int index, int count) {

    /** All files. */
    public static final Shard ALL = new Shard(1, 1);

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})/(\\d{1,9})");

    public Shard {
        if (index < 1 || index > count) {
            throw new AcuityException("shard " + index + "/" + count, "is no part", "give 1/N to N/N");
        }
    }

    /** @param text such as {@code 1/3} */
    public static Shard parse(final String text) {
        final Matcher parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            throw new AcuityException("shard " + text, "is not of the form i/n", "write for example 1/3");
        }
        return new Shard(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
    }

    boolean isAll() {
        return count == 1;
    }

    boolean has(final String name) {
        // file systems differ in how they compose accents
        final byte[] bytes = Normalizer.normalize(name, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
        return isAll() || Long.parseLong(Checksums.sha256(bytes).substring(0, 12), 16) % count == index - 1;
    }

    /** Added to the names of files that each shard writes for itself. */
    String suffix() {
        return isAll() ? "" : "-" + index + "of" + count;
    }

    @Override
    public String toString() {
        return index + "/" + count;
    }
}
