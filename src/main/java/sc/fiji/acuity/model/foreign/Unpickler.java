package sc.fiji.acuity.model.foreign;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.acuity.model.foreign.PickleValue.Dict;
import sc.fiji.acuity.model.foreign.PickleValue.None;
import sc.fiji.acuity.model.foreign.PickleValue.Sequence;
import sc.fiji.acuity.model.foreign.PickleValue.Tuple;

/**
 * A machine for the part of Python's pickle language that describes data. Nothing can be executed: the functions and
 * classes that a file names are looked up in the short list of {@link TorchObjects}, and a name that is not there ends
 * the reading. Time and memory are in proportion to the bytes that are read, which are bounded.
 *
 * <p>Of protocols 0 to 5, as Python's {@code pickletools} documents them, those operations that PyTorch's files use.
 */
final class Unpickler {

    /** The most bytes that one pickle may have: names and shapes; the values of tensors lie elsewhere. */
    static final int MAX_BYTES = 1 << 24;

    private static final int MAX_OPERATIONS = 1 << 21;
    private static final int MAX_DEPTH = 1 << 20;
    private static final int MAX_TEXT = 1 << 20;
    private static final int MAX_NAME = 1 << 10;
    private static final int MAX_INTEGER_BYTES = 64;
    private static final int HIGHEST_PROTOCOL = 5;

    private final Bytes in;
    private final TorchObjects objects;
    private final List<Object> stack = new ArrayList<>();
    private final List<Integer> marks = new ArrayList<>();
    private final Map<Long, Object> memo = new HashMap<>();

    private Unpickler(final Bytes in, final TorchObjects objects) {
        this.in = in;
        this.objects = objects;
    }

    /** Reads one pickle and leaves {@code in} behind it. */
    static Object read(final Bytes in, final TorchObjects objects) {
        return new Unpickler(in, objects).run();
    }

    private Object run() {
        for (int operations = 0; operations < MAX_OPERATIONS; operations++) {
            final int code = in.u1();
            if (code == '.') {
                return pop();
            }
            if (!constant(code) && !container(code) && !memory(code) && !call(code)) {
                throw new TorchFault(
                    String.format("has the operation 0x%02x in a pickle, which PyTorch does not write", code));
            }
            if (stack.size() > MAX_DEPTH) {
                throw new TorchFault("has a pickle with more than " + MAX_DEPTH + " values at a time");
            }
        }
        throw new TorchFault("has a pickle of more than " + MAX_OPERATIONS + " operations");
    }

    private boolean constant(final int code) {
        switch (code) {
            case 'N' -> push(None.NONE);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'K' -> push((long) in.u1());
            case 'M' -> push((long) in.u2());
            case 'J' -> push((long) in.i4());
            case 0x8a -> push(integer(in.u1()));
            case 0x8b -> push(integer(in.i4()));
            case 'G' -> push(in.f8());
            case 'X' -> push(in.text(in.u4(), MAX_TEXT));
            case 0x8c -> push(in.text(in.u1(), MAX_TEXT));
            case 0x8d -> push(in.text(in.i8(), MAX_TEXT));
            case 'U' -> push(in.text(in.u1(), MAX_TEXT));
            case 'T' -> push(in.text(in.i4(), MAX_TEXT));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Little-endian two's complement. */
    private Object integer(final int length) {
        if (length < 0 || length > MAX_INTEGER_BYTES) {
            throw new TorchFault("has an integer of " + (length & 0xffffffffL) + " bytes");
        }
        final byte[] bytes = in.take(length);
        for (int i = 0; i < length / 2; i++) {
            final byte swapped = bytes[i];
            bytes[i] = bytes[length - 1 - i];
            bytes[length - 1 - i] = swapped;
        }
        final BigInteger value = length == 0 ? BigInteger.ZERO : new BigInteger(bytes);
        // as a Long where it is one: 3 is the same key however it was written
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    private boolean container(final int code) {
        switch (code) {
            case '(' -> marks.add(stack.size());
            case '}' -> push(new Dict());
            case ']' -> push(new Sequence());
            case ')' -> push(new Tuple(List.of()));
            case 0x85 -> push(new Tuple(top(1)));
            case 0x86 -> push(new Tuple(top(2)));
            case 0x87 -> push(new Tuple(top(3)));
            case 't' -> push(new Tuple(toMark()));
            case 'l' -> {
                final Sequence list = new Sequence();
                list.items.addAll(toMark());
                push(list);
            }
            case 'd' -> {
                final List<Object> items = toMark();
                final Dict dict = new Dict();
                put(dict, items);
                push(dict);
            }
            case 'a' -> list(top(1));
            case 'e' -> list(toMark());
            case 's' -> dict(top(2));
            case 'u' -> dict(toMark());
            default -> {
                return false;
            }
        }
        return true;
    }

    private void list(final List<Object> items) {
        if (!(peek() instanceof Sequence list)) {
            throw new TorchFault("appends to what is no list");
        }
        list.items.addAll(items);
    }

    private void dict(final List<Object> items) {
        if (!(peek() instanceof Dict dict)) {
            throw new TorchFault("puts items into what is no dictionary");
        }
        put(dict, items);
    }

    private static void put(final Dict dict, final List<Object> items) {
        if (items.size() % 2 != 0) {
            throw new TorchFault("has a dictionary with a key without a value");
        }
        for (int i = 0; i < items.size(); i += 2) {
            final Object key = items.get(i);
            if (!(key instanceof String || key instanceof Number || key instanceof Boolean || key instanceof None)) {
                throw new TorchFault("has a dictionary with a key that is neither a text nor a number");
            }
            dict.items.put(key, items.get(i + 1));
        }
    }

    private boolean memory(final int code) {
        switch (code) {
            case 0x80 -> {
                final int protocol = in.u1();
                if (protocol > HIGHEST_PROTOCOL) {
                    throw new TorchFault("has a pickle of protocol " + protocol);
                }
            }
            case 0x95 -> in.require(in.i8());
            case 'q' -> memo.put((long) in.u1(), peek());
            case 'r' -> memo.put(in.u4(), peek());
            case 0x94 -> memo.put((long) memo.size(), peek());
            case 'h' -> push(recall(in.u1()));
            case 'j' -> push(recall(in.u4()));
            case '0' -> {
                // Python takes a mark for a value here
                if (!marks.isEmpty() && marks.get(marks.size() - 1) == stack.size()) {
                    marks.remove(marks.size() - 1);
                } else {
                    pop();
                }
            }
            case '1' -> toMark();
            case '2' -> push(peek());
            default -> {
                return false;
            }
        }
        return true;
    }

    private Object recall(final long index) {
        final Object value = memo.get(index);
        if (value == null) {
            throw new TorchFault("recalls a value that it did not keep");
        }
        return value;
    }

    private boolean call(final int code) {
        switch (code) {
            case 'c' -> push(objects.global(in.line(MAX_NAME), in.line(MAX_NAME)));
            case 0x93 -> {
                final List<Object> names = top(2);
                if (!(names.get(0) instanceof String module && names.get(1) instanceof String name)) {
                    throw new TorchFault("calls a function whose name is no text");
                }
                push(objects.global(module, name));
            }
            case 'R' -> {
                final List<Object> call = top(2);
                push(objects.call(call.get(0), call.get(1)));
            }
            case 'b' -> {
                final Object state = pop();
                objects.build(peek(), state);
            }
            case 'Q' -> push(objects.persistent(pop()));
            // INST and the operations of class creation: their class is looked up, so that the message can name it
            case 'i' -> throw TorchObjects.creates(objects.global(in.line(MAX_NAME), in.line(MAX_NAME)));
            case 'o' -> throw TorchObjects.creates(toMark().stream().findFirst().orElse(None.NONE));
            case 0x81 -> throw TorchObjects.creates(top(2).get(0));
            case 0x92 -> throw TorchObjects.creates(top(3).get(0));
            case 0x82, 0x83, 0x84 -> throw new TorchFault("calls a function from the extension registry of a program");
            case 'P' -> throw new TorchFault("refers to something outside the file");
            default -> {
                return false;
            }
        }
        return true;
    }

    private void push(final Object value) {
        stack.add(value);
    }

    private Object pop() {
        return top(1).get(0);
    }

    private Object peek() {
        requireAboveMark(1);
        return stack.get(stack.size() - 1);
    }

    /** Takes the last n values off the stack, lowest first. */
    private List<Object> top(final int n) {
        requireAboveMark(n);
        return cut(stack.size() - n);
    }

    private List<Object> toMark() {
        if (marks.isEmpty()) {
            throw new TorchFault("has a pickle whose values end before they began");
        }
        return cut(marks.remove(marks.size() - 1));
    }

    private List<Object> cut(final int from) {
        final List<Object> tail = stack.subList(from, stack.size());
        final List<Object> cut = List.copyOf(tail);
        tail.clear();
        return cut;
    }

    private void requireAboveMark(final int n) {
        final int floor = marks.isEmpty() ? 0 : marks.get(marks.size() - 1);
        if (stack.size() - floor < n) {
            throw new TorchFault("has a pickle that takes more values than it gives");
        }
    }
}
