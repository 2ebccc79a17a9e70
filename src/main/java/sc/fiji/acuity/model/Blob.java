package sc.fiji.acuity.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;

/**
 * Bytes to read, wherever they lie: a file, or an entry of a zip.
 *
 * @param name what messages call it
 * @param size how many bytes there are said to be; readers check that the stream agrees
 */
record Blob(String name, long size, Opener opener) {

    /** Begins to read; the caller closes. */
    @FunctionalInterface
    interface Opener {
        InputStream open() throws IOException;
    }

    /** A file. Refuses folders, devices and pipes. */
    static Blob of(final Path file) {
        return of(file, file.toString());
    }

    static Blob of(final Path file, final String name) {
        if (!Files.exists(file)) {
            throw new AcuityException(name, "does not exist", "check the path");
        }
        if (!Files.isRegularFile(file)) {
            throw new AcuityException(name, "is not a file", "give the path of a file");
        }
        try {
            return new Blob(name, Files.size(file), () -> Files.newInputStream(file));
        } catch (final IOException e) {
            throw unreadable(name, e);
        }
    }

    static Blob of(final byte[] bytes, final String name) {
        return new Blob(name, bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    /** Everything, if it is no more than {@code limit} bytes. */
    byte[] bytes(final int limit) {
        requireAtMost(limit);
        try (InputStream in = opener.open()) {
            final byte[] bytes = in.readNBytes((int) size);
            if (bytes.length < size || in.read() >= 0) {
                throw new AcuityException(name, "does not have the " + size + " bytes that it is said to have",
                    "get the file again");
            }
            return bytes;
        } catch (final IOException e) {
            throw unreadable(name, e);
        }
    }

    /** Everything as text. Bytes that are not UTF-8 are an error. */
    String text(final int limit) {
        try {
            return decode(bytes(limit));
        } catch (final CharacterCodingException e) {
            throw new AcuityException(name, "is not UTF-8 text", "save it as UTF-8", e);
        }
    }

    void requireAtMost(final long limit) {
        if (size > limit) {
            throw new AcuityException(name, "has " + size + " bytes; " + limit + " is the most that is read",
                "check that this is the right file");
        }
    }

    static String decode(final byte[] utf8) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    }

    static AcuityException unreadable(final String name, final IOException e) {
        return new AcuityException(name, "cannot be read (" + AtomicFiles.describe(e) + ")",
            "check the file and its permissions, or get it again", e);
    }
}
