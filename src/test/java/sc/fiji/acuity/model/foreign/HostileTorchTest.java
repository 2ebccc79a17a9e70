package sc.fiji.acuity.model.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.Tensor;

/** Files that are damaged, or made to do harm, are refused with a message; nothing in them is run. */
class HostileTorchTest {

    private static final Duration QUICK = Duration.ofSeconds(60);
    private static final int DAMAGED = 10_000;
    private static final long[] ONE = {1};

    private static final Map<String, Tensor> TENSORS = new LinkedHashMap<>();

    static {
        TENSORS.put("filter.0.weight", new Tensor(new int[] {3, 1, 2, 2}, new float[12]));
        TENSORS.put("filter.0.bias", new Tensor(new int[] {3}, new float[] {1, 2, 3}));
    }

    @TempDir
    private Path folder;

    private ForeignTensors read(final byte[] bytes) throws IOException {
        return new TorchFile().read(Files.write(folder.resolve("hostile.bin"), bytes));
    }

    private AcuityException refused(final byte[] bytes) {
        return assertTimeout(QUICK, () -> assertThrows(AcuityException.class, () -> read(bytes)));
    }

    /** The refusal of a pickle, the same in both formats. */
    private AcuityException refused(final PickleWriter pickle) {
        final byte[] bytes = pickle.stop();
        final Map<String, byte[]> storages = Map.of("0", TorchFiles.floats(1, 2));
        final AcuityException legacy = refused(TorchFiles.legacy(bytes, storages, Float.BYTES));
        final AcuityException zip = refused(TorchFiles.zip("archive", bytes, storages));
        assertEquals(zip.reason(), legacy.reason());
        return zip;
    }

    private void assertSays(final String expected, final AcuityException e) {
        assertTrue(e.reason().contains(expected), e.getMessage());
    }

    @Test
    void cutShortAnywhere() {
        for (final byte[] whole : new byte[][] {TorchFiles.zip(TENSORS), TorchFiles.legacy(TENSORS)}) {
            for (int percent = 0; percent < 100; percent++) {
                refused(Arrays.copyOf(whole, whole.length * percent / 100));
            }
            refused(Arrays.copyOf(whole, whole.length - 1));
        }
    }

    /** A flipped bit can give another valid file, as in a value; then it is read, within the same bounds. */
    @Test
    void damagedAnywhere() throws IOException {
        final Random random = new Random(42);
        int refused = 0;
        final long start = System.nanoTime();
        for (final byte[] whole : new byte[][] {TorchFiles.zip(TENSORS), TorchFiles.legacy(TENSORS)}) {
            final Path file = Files.write(folder.resolve("damaged.bin"), whole);
            try (RandomAccessFile damage = new RandomAccessFile(file.toFile(), "rw")) {
                for (int i = 0; i < DAMAGED / 2; i++) {
                    final int[] places = random.ints(1 + random.nextInt(4), 0, whole.length).distinct().toArray();
                    for (final int place : places) {
                        damage.seek(place);
                        damage.write(whole[place] ^ 1 << random.nextInt(8));
                    }
                    refused += isRead(file) ? 0 : 1;
                    for (final int place : places) {
                        damage.seek(place);
                        damage.write(whole[place]);
                    }
                }
            }
        }
        assertTrue(refused > DAMAGED / 2, "refused " + refused);
        assertTrue(System.nanoTime() - start < QUICK.toNanos());
    }

    private static boolean isRead(final Path file) {
        try {
            return new TorchFile().read(file).tensors().size() <= TENSORS.size();
        } catch (final AcuityException e) {
            return false;
        }
    }

    static Stream<Arguments> calls() {
        return Stream.of(
            call("os.system", p -> p.global("os", "system").text("touch pwned").raw(0x85).op("R")),
            call("posix.system", p -> p.text("posix").text("system").raw(0x93).text("touch pwned").raw(0x85).op("R")),
            call("builtins.eval", p -> p.text("builtins").text("eval").raw(0x93).text("1").raw(0x85).op("R")),
            call("os.system", p -> p.op("(").text("touch pwned").op("ios\nsystem\n")),
            call("subprocess.Popen", p -> p.op("(").global("subprocess", "Popen").text("touch pwned").op("o")),
            call("torch.nn.Conv2d", p -> p.global("torch.nn", "Conv2d").op(")").raw(0x81)),
            call("collections.OrderedDict", p -> p.global("collections", "OrderedDict").op(")").raw(0x81)),
            call("collections.OrderedDict", p -> p.global("collections", "OrderedDict").op(")}").raw(0x92)),
            call("collections.OrderedDict", p -> p.op("(icollections\nOrderedDict\n")),
            call("collections.OrderedDict", p -> p.op("(").global("collections", "OrderedDict").op("o")),
            call("torch.storage._load_from_bytes", p -> p.global("torch.storage", "_load_from_bytes").text("x")
                .raw(0x85).op("R")),
            call("torch.load", p -> p.global("torch", "load").text("x").raw(0x85).op("R")),
            call("extension registry", p -> p.raw(0x82, 1).op(")R")),
            call("extension registry", p -> p.raw(0x83, 1, 0).op(")R")),
            call("extension registry", p -> p.raw(0x84).i4(1).op(")R")),
            call("outside the file", p -> p.op("Posystem\n")),
            call("outside the file", p -> p.text("x").op("Q")),
            call("whole network", p -> p.op("(").text("module").text("a").op("tQ")),
            call("sets the state", p -> p.global("torch", "FloatStorage").op("}b")),
            call("sets the state", p -> p.op("](K").raw(1).op("tb")),
            call("what is no function", p -> p.text("os.system").op(")R")),
            call("what is no function", p -> p.global("collections", "OrderedDict").op("]R")),
            call("no text", p -> p.op("K").raw(1).text("x").raw(0x93)),
            call("arguments", p -> p.global("collections", "OrderedDict").op("](K").raw(1).op("e").raw(0x85).op("R")),
            call("arguments", p -> p.global("torch._utils", "_rebuild_tensor_v2").op(")R")),
            call("arguments", p -> p.global("torch._utils", "_rebuild_parameter").op("NNN").raw(0x87).op("R")),
            call("arguments", p -> p.global("torch", "FloatStorage").op(")R")));
    }

    private static Arguments call(final String said, final Consumer<PickleWriter> write) {
        return Arguments.of(said, write);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void callsNothing(final String said, final Consumer<PickleWriter> write) {
        final PickleWriter pickle = new PickleWriter().op("}").text("a");
        write.accept(pickle);

        assertSays(said, refused(pickle.op("s")));
        assertFalse(Files.exists(Path.of("pwned")));
    }

    static Stream<Arguments> pickles() {
        return Stream.of(
            call("text of", p -> p.raw(0x8d).i8(Long.MAX_VALUE)),
            call("text of", p -> p.op("X").i4(-1)),
            call("integer of", p -> p.raw(0x8b).i4(Integer.MAX_VALUE)),
            call("integer of", p -> p.raw(0x8b).i4(-1)),
            call("ends too early", p -> p.raw(0x95).i8(1L << 40)),
            call("protocol", p -> p.raw(0x80, 77)),
            call("did not keep", p -> p.op("j").i4(-1)),
            call("more values than it gives", p -> p.raw(0x87)),
            call("before they began", p -> p.op("tttt")),
            call("no list", p -> p.op("}Na")),
            call("no dictionary", p -> p.op("]NNs")),
            call("key without a value", p -> p.op("}(Nu")),
            call("neither a text nor a number", p -> p.op("}}Ns")),
            call("does not write", p -> p.raw(0x8f)),
            call("does not write", p -> p.op("B").i4(0)),
            call("more than", p -> {
                for (int i = 0; i < 2_000_000; i++) {
                    p.op("]");
                }
            }),
            call("more than", p -> {
                for (int i = 0; i < 2_200_000; i++) {
                    p.op("(");
                }
            }),
            call("no state dict but something else", p -> {
                // a list that contains itself, in a thousand lists
                p.op("]q").raw(0).op("h").raw(0).op("a");
                for (int i = 0; i < 1000; i++) {
                    p.op("]").raw(0x86);
                }
            }),
            call("no state dict but", p -> p.op("}")));
    }

    @ParameterizedTest
    @MethodSource("pickles")
    void boundsPickles(final String said, final Consumer<PickleWriter> write) {
        final PickleWriter pickle = new PickleWriter();
        write.accept(pickle);

        assertSays(said, refused(pickle));
    }

    @Test
    void endsWhereADictionaryContainsItself() {
        assertSays("deeper", refused(new PickleWriter().op("}q").raw(0).text("state_dict").op("h").raw(0).op("s")));
    }

    @Test
    void readsAListOfPairsOnce() {
        final PickleWriter pickle = new PickleWriter().op("](");
        for (int i = 0; i < 50_000; i++) {
            pickle.op("U").raw(1).op("kN").raw(0x86);
        }
        pickle.op("eq").raw(0).op("0]");
        for (int i = 0; i < 50_000; i++) {
            pickle.global("collections", "OrderedDict").op("h").raw(0, 0x85).op("R0");
        }

        assertSays("no state dict", refused(pickle));
    }

    static Stream<Arguments> tensors() {
        final long most = Long.MAX_VALUE;
        return Stream.of(
            tensor("more values than its storage", 2, 0, new long[] {3}, ONE),
            tensor("more values than its storage", 2, 1, new long[] {2}, ONE),
            tensor("more values than its storage", 2, 0, new long[] {100_000}, new long[] {0}),
            tensor("more values than its storage", 2, 0, new long[] {1 << 30, 1 << 30, 1 << 30},
                new long[] {0, 0, 0}),
            tensor("more values than its storage", 2, 0, new long[] {2}, new long[] {Integer.MAX_VALUE}),
            tensor("offset", 2, most, new long[] {2}, ONE),
            tensor("an axis of", 2, 0, new long[] {most}, ONE),
            tensor("an axis of", 2, 0, new long[] {-1}, ONE),
            tensor("an axis of", 2, 1, new long[] {2}, new long[] {-1}),
            tensor("offset", 2, -1, ONE, ONE),
            tensor("offset", 2, 3, ONE, ONE),
            tensor("more values than its storage", 2, 2, ONE, ONE),
            tensor("axes", 2, 0, ONE, new long[] {1, 1}),
            tensor("arguments", 2, 0, new long[9], new long[9]),
            tensor("more than the file can hold", most, 0, ONE, ONE),
            tensor("more than the file can hold", -1, 0, ONE, ONE),
            tensor("more than the file can hold", 1 << 20, 0, ONE, ONE));
    }

    private static Arguments tensor(final String said, final long elements, final long offset, final long[] size,
        final long[] stride) {
        return call(said, p -> p.tensor("FloatStorage", "0", elements, offset, size, stride));
    }

    @ParameterizedTest
    @MethodSource("tensors")
    void boundsTensors(final String said, final Consumer<PickleWriter> write) {
        final PickleWriter pickle = new PickleWriter().op("}").text("a");
        write.accept(pickle);

        assertSays(said, refused(pickle.op("s")));
    }

    @Test
    void refusesOneStorageUnderThousandsOfNames() {
        final PickleWriter pickle = new PickleWriter()
            .tensor("FloatStorage", "0", 10_000, 0, new long[] {10_000}, ONE).op("q").raw(0).op("0}(");
        for (int i = 0; i < 10_000; i++) {
            pickle.text("t" + i).op("h").raw(0);
        }
        final byte[] bytes = TorchFiles.zip("a", pickle.op("u").stop(), Map.of("0", new byte[40_000]));

        assertSays("shows more values", refused(bytes));
    }

    @Test
    void refusesStoragesThatAreNotWhatTheyAreSaidToBe() {
        final PickleWriter two = new PickleWriter().op("}(")
            .text("a").tensor("FloatStorage", "0", 2, 0, ONE, ONE)
            .text("b").tensor("FloatStorage", "0", 1, 0, ONE, ONE).op("u");
        assertSays("two storages", refused(two));

        final byte[] three = new PickleWriter().op("}").text("a")
            .tensor("FloatStorage", "0", 3, 0, ONE, ONE).op("s").stop();
        assertSays("no record", refused(TorchFiles.zip("a", three, Map.of("0", new byte[8]))));
        assertSays("another number", refused(TorchFiles.legacy(three, Map.of("0", new byte[16]), Float.BYTES)));
        assertSays("no record", refused(TorchFiles.zip("a", three, Map.of())));
        assertSays("does not list", refused(TorchFiles.legacy(three, Map.of(), Float.BYTES)));
        assertSays("lists a storage", refused(TorchFiles.legacy(three, Map.of("1", new byte[12]), Float.BYTES)));
    }

    @Test
    void refusesWhatIsNoNumber() {
        assertSays("NaN", refused(TorchFiles.zip(Map.of("a", new Tensor(new int[] {1}, new float[] {Float.NaN})))));
    }
}
