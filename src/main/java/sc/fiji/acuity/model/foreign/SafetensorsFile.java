package sc.fiji.acuity.model.foreign;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

import sc.fiji.acuity.model.Safetensors;

/** Safetensors: 8 bytes with the length of a JSON header, then the header. */
final class SafetensorsFile implements ForeignFormat {

    @Override
    public String name() {
        return "safetensors";
    }

    @Override
    public boolean looksLike(final byte[] head, final long size) {
        if (head.length < Long.BYTES + 2 || head[Long.BYTES] != '{') {
            return false;
        }
        final long length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return length >= 2 && length <= size - Long.BYTES;
    }

    @Override
    public ForeignTensors read(final Path file) {
        return new ForeignTensors(name(), Safetensors.read(file).asMap());
    }
}
