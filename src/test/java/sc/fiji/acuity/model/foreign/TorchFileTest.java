package sc.fiji.acuity.model.foreign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.acuity.network.Tensor;

/** What {@code torch.save} writes is read as it was. */
class TorchFileTest {

    private static final Map<String, Tensor> TENSORS = tensors();

    @TempDir
    private Path folder;

    private static Map<String, Tensor> tensors() {
        final Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("conv.weight", new Tensor(new int[] {2, 1, 1, 3}, new float[] {1, -2, 0.5f, 4, 5, -1e-20f}));
        tensors.put("conv.bias", new Tensor(new int[] {2}, new float[] {7, 8}));
        tensors.put("slope", new Tensor(new int[0], new float[] {0.25f}));
        return tensors;
    }

    private ForeignTensors read(final byte[] bytes) throws IOException {
        return ForeignFile.read(Files.write(folder.resolve("weights.bin"), bytes));
    }

    private Map<String, Tensor> readZip(final PickleWriter pickle, final Map<String, byte[]> storages)
        throws IOException {
        return read(TorchFiles.zip("any name", pickle.stop(), storages)).tensors();
    }

    @Test
    void readsBothFormats() throws IOException {
        final ForeignTensors zip = read(TorchFiles.zip(TENSORS));
        final ForeignTensors legacy = read(TorchFiles.legacy(TENSORS));

        assertEquals("PyTorch (zip)", zip.format());
        assertEquals("PyTorch (before 1.6)", legacy.format());
        assertEquals(TENSORS, zip.tensors());
        assertEquals(TENSORS, legacy.tensors());
        assertEquals(List.copyOf(TENSORS.keySet()), List.copyOf(zip.tensors().keySet()), "in the file's order");
    }

    @ParameterizedTest
    @ValueSource(strings = {"state_dict", "params", "params_ema", "model"})
    void findsTheStateDictInACheckpoint(final String place) throws IOException {
        final Map<String, byte[]> storages = new LinkedHashMap<>();
        final PickleWriter pickle = new PickleWriter().op("}(").text("epoch").op("K").raw(5).text(place);
        TorchFiles.stateDict(pickle, TENSORS, storages);
        // an optimiser with tensors of its own, and a number as key
        pickle.text("optimizer").op("}(").text("state").op("}(").integer(140709718061344L);
        TorchFiles.stateDict(pickle, Map.of("exp_avg", Tensor.zeros(3)), storages).op("uuu");

        assertEquals(TENSORS, readZip(pickle, storages));
    }

    @Test
    void takesTheSmoothedOfTwo() throws IOException {
        final Map<String, byte[]> storages = new LinkedHashMap<>();
        final PickleWriter pickle = new PickleWriter().op("}(").text("params");
        TorchFiles.stateDict(pickle, Map.of("a", Tensor.zeros(2)), storages).text("params_ema");
        TorchFiles.stateDict(pickle, TENSORS, storages).op("u");

        assertEquals(TENSORS, readZip(pickle, storages));
    }

    @Test
    void takesOffWhatTrainingOnSeveralGpusPutsBefore() throws IOException {
        final Map<String, Tensor> parallel = new LinkedHashMap<>();
        TENSORS.forEach((name, tensor) -> parallel.put("module." + name, tensor));

        assertEquals(TENSORS, read(TorchFiles.zip(parallel)).tensors());
    }

    @Test
    void convertsRealNumbersAndLeavesOutIntegers() throws IOException {
        final Map<String, byte[]> storages = new LinkedHashMap<>();
        storages.put("d", new byte[] {0, 0, 0, 0, 0, 0, (byte) 0xf8, (byte) 0xbf});       // -1.5
        storages.put("h", new byte[] {0, 0x3e, 1, 0, 0, (byte) 0xc4});                    // 1.5, 2^-24, -4
        storages.put("b", new byte[] {(byte) 0xc0, 0x3f});                                // 1.5
        storages.put("l", new byte[8]);
        final PickleWriter pickle = new PickleWriter().op("}(")
            .text("double").tensor("DoubleStorage", "d", 1, 0, new long[] {1}, new long[] {1})
            .text("half").tensor("HalfStorage", "h", 3, 0, new long[] {3}, new long[] {1})
            .text("bfloat").tensor("BFloat16Storage", "b", 1, 0, new long[] {1}, new long[] {1})
            .text("num_batches_tracked").tensor("LongStorage", "l", 1, 0, new long[0], new long[0])
            .op("u");

        final Map<String, Tensor> read = readZip(pickle, storages);

        assertEquals(List.of("double", "half", "bfloat"), List.copyOf(read.keySet()));
        assertArrayEquals(new float[] {-1.5f}, read.get("double").data());
        assertArrayEquals(new float[] {1.5f, 0x1p-24f, -4}, read.get("half").data());
        assertArrayEquals(new float[] {1.5f}, read.get("bfloat").data());
    }

    @Test
    void everyHalfIsWhatIeeeSays() {
        assertEquals(65504, StorageType.half((short) 0x7bff));
        assertEquals(0x1p-14f, StorageType.half((short) 0x0400));
        assertEquals(1023 * 0x1p-24f, StorageType.half((short) 0x03ff));
        assertEquals(Float.NEGATIVE_INFINITY, StorageType.half((short) 0xfc00));
        assertTrue(Float.isNaN(StorageType.half((short) 0x7e00)));
        assertEquals(-0f, StorageType.half((short) 0x8000));
    }

    @Test
    void followsStridesAndOffsetsOfViews() throws IOException {
        final Map<String, byte[]> storages = Map.of("0", TorchFiles.floats(0, 1, 2, 3, 4, 5, 6, 7));
        final PickleWriter pickle = new PickleWriter().op("}(")
            .text("transposed").tensor("FloatStorage", "0", 8, 0, new long[] {2, 4}, new long[] {1, 2})
            .text("part").tensor("FloatStorage", "0", 8, 5, new long[] {3}, new long[] {1})
            .text("whole").tensor("FloatStorage", "0", 8, 0, new long[] {8}, new long[] {1})
            .text("same").tensor("FloatStorage", "0", 8, 0, new long[] {8}, new long[] {1})
            .op("u");

        final Map<String, Tensor> read = readZip(pickle, storages);

        assertArrayEquals(new float[] {0, 2, 4, 6, 1, 3, 5, 7}, read.get("transposed").data());
        assertArrayEquals(new float[] {5, 6, 7}, read.get("part").data());
        assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5, 6, 7}, read.get("whole").data());
        assertFalse(read.get("whole").data() == read.get("same").data(), "each has values of its own");
    }

    @Test
    void readsParametersMetadataAndDictionariesOfPython2() throws IOException {
        final Map<String, byte[]> storages = Map.of("0", TorchFiles.floats(3, 4));
        final PickleWriter pickle = new PickleWriter().global("collections", "OrderedDict").op("](](")
            .op("U").raw(1).op("p").global("torch._utils", "_rebuild_parameter").op("(")
            .tensor("FloatStorage", "0", 2, 0, new long[] {2}, new long[] {1}).raw(0x88).dict().op("tRee").raw(0x85)
            .op("R}(").text("_metadata").dict().op("ub");

        assertArrayEquals(new float[] {3, 4}, readZip(pickle, storages).get("p").data());
    }

    @Test
    void readsWhatAMachineOfTheOtherByteOrderWrote() throws IOException {
        final byte[] pickle = new PickleWriter().op("}").text("a")
            .tensor("FloatStorage", "0", 2, 0, new long[] {2}, new long[] {1}).op("s").stop();
        final Map<String, byte[]> records = new LinkedHashMap<>();
        records.put("a/data.pkl", pickle);
        records.put("a/byteorder", "big".getBytes());
        records.put("a/data/0", ByteBuffer.allocate(8).putFloat(1.5f).putFloat(-3).array());

        assertArrayEquals(new float[] {1.5f, -3}, read(TorchFiles.records(records)).tensors().get("a").data());
    }
}
