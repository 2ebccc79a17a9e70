package sc.fiji.acuity.engine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the few instructions of Python's pickle protocol 2 that an archive needs; each call is one instruction. */
final class Pickle {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Pickle() {
        bytes.write(0x80);
        bytes.write(2);
    }

    Pickle global(final String module, final String name) {
        bytes.write('c');
        bytes.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Pickle text(final String text) {
        final byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        bytes.write('X');
        fourBytes(utf8.length);
        bytes.writeBytes(utf8);
        return this;
    }

    Pickle integer(final int value) {
        bytes.write('J');
        fourBytes(value);
        return this;
    }

    /** A tuple of numbers. */
    Pickle integers(final int... values) {
        mark();
        for (final int value : values) {
            integer(value);
        }
        return tuple();
    }

    Pickle bool(final boolean value) {
        return instruction(value ? 0x88 : 0x89);
    }

    Pickle mark() {
        return instruction('(');
    }

    /** All since the mark. */
    Pickle tuple() {
        return instruction('t');
    }

    Pickle emptyTuple() {
        return instruction(')');
    }

    Pickle emptyDict() {
        return instruction('}');
    }

    /** Puts keys and values since the mark into the dictionary below it. */
    Pickle setItems() {
        return instruction('u');
    }

    /** Calls a class with a tuple, without its constructor. */
    Pickle newObject() {
        return instruction(0x81);
    }

    /** Gives an object its state. */
    Pickle build() {
        return instruction('b');
    }

    /** Calls a function with a tuple. */
    Pickle reduce() {
        return instruction('R');
    }

    /** What is kept elsewhere, by its tuple. */
    Pickle persistent() {
        return instruction('Q');
    }

    byte[] end() {
        instruction('.');
        return bytes.toByteArray();
    }

    private Pickle instruction(final int code) {
        bytes.write(code);
        return this;
    }

    private void fourBytes(final int value) {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            bytes.write(value >> shift);
        }
    }
}
