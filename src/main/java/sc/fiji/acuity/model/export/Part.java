package sc.fiji.acuity.model.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

import sc.fiji.acuity.base.Checksums;

/**
 * A file of a zip that is to be written. Its content is made twice, for the checksum and for the zip, rather than held
 * in memory.
 */
record Part(String name, Content content) {

    /** Writes the same bytes at every call. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    static Part text(final String name, final String text) {
        return new Part(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    String sha256() throws IOException {
        final MessageDigest digest = Checksums.digest();
        content.writeTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        return Checksums.hex(digest);
    }
}
