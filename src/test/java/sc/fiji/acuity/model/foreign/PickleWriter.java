package sc.fiji.acuity.model.foreign;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes pickles by hand, honest and hostile ones, in the operations of protocol 2 and what a test gives by code. */
final class PickleWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    PickleWriter() {
        raw(0x80, 2);
    }

    PickleWriter raw(final int... bytes) {
        for (final int b : bytes) {
            out.write(b);
        }
        return this;
    }

    /** Operations that are a letter each. */
    PickleWriter op(final String codes) {
        return bytes(codes.getBytes(StandardCharsets.ISO_8859_1));
    }

    PickleWriter bytes(final byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    PickleWriter text(final String text) {
        final byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return op("X").i4(utf8.length).bytes(utf8);
    }

    PickleWriter i4(final long value) {
        return bytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt((int) value).array());
    }

    PickleWriter i8(final long value) {
        return bytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
    }

    PickleWriter integer(final long value) {
        return raw(0x8a, 8).i8(value);
    }

    PickleWriter integers(final long... values) {
        op("(");
        for (final long value : values) {
            integer(value);
        }
        return op("t");
    }

    PickleWriter global(final String module, final String name) {
        return op("c" + module + "\n" + name + "\n");
    }

    PickleWriter dict() {
        return global("collections", "OrderedDict").op(")R");
    }

    /** A tensor of 32-bit floats, or what its storage class says. */
    PickleWriter tensor(final String storageClass, final String key, final long elements, final long offset,
        final long[] size, final long[] stride) {
        return global("torch._utils", "_rebuild_tensor_v2").op("(")
            .storage(storageClass, key, elements)
            .integer(offset).integers(size).integers(stride).raw(0x89).dict().op("tR");
    }

    PickleWriter storage(final String storageClass, final String key, final long elements) {
        return op("(").text("storage").global("torch", storageClass).text(key).text("cpu").integer(elements).op("tQ");
    }

    byte[] stop() {
        return op(".").out.toByteArray();
    }
}
