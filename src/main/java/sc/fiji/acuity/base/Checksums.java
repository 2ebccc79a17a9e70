package sc.fiji.acuity.base;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, as 64 lower-case hexadecimal digits. */
public final class Checksums {

    private Checksums() {}

    /** Of a file, read in pieces. */
    public static String sha256(final Path file) throws IOException {
        final MessageDigest digest = digest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return hex(digest);
    }

    /** The same of a large file: polls for a cancel. */
    public static String sha256(final Path file, final Progress progress) throws IOException {
        final MessageDigest digest = digest();
        final byte[] buffer = new byte[1 << 18];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                progress.checkCancelled();
                digest.update(buffer, 0, n);
            }
        }
        return hex(digest);
    }

    /** Of some bytes. */
    public static String sha256(final byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    /** A new SHA-256 digest, for content that arrives in parts. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Completes a digest. */
    public static String hex(final MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
