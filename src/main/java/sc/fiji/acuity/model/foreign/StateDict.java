package sc.fiji.acuity.model.foreign;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import sc.fiji.acuity.model.foreign.PickleValue.Dict;
import sc.fiji.acuity.model.foreign.TorchTensor.Storage;
import sc.fiji.acuity.network.Tensor;

/** The named tensors of a checkpoint, wherever the usual training programs put them, and their values. */
final class StateDict {

    /** Where state dicts lie in checkpoints; smoothed weights before the plain ones, as they are what is measured. */
    private static final List<String> PLACES =
        List.of("state_dict", "params_ema", "params", "model_state_dict", "model", "net");
    private static final int DEEPEST = 3;

    /** What training on several GPUs puts before each name, sometimes twice. */
    private static final String PARALLEL = "module.";
    private static final int MOST_PARALLEL = 2;

    private static final int LONGEST_NAME = 256;

    private static final int SHOWN = 10;

    private final Map<String, TorchTensor> tensors;

    /** Where the bytes of a storage come from. */
    @FunctionalInterface
    interface Source {

        /** @param size how many bytes there must be */
        byte[] bytes(Storage storage, int size) throws IOException;
    }

    /**
     * @param root what the file's pickle makes
     * @param most how many values there can be in all; a file that shows the same values under thousands of names would
     *        take more memory than it has bytes
     */
    StateDict(final Object root, final long most) {
        final Map<String, TorchTensor> found = new LinkedHashMap<>();
        long total = 0;
        for (final Map.Entry<Object, Object> item : find(root).items.entrySet()) {
            if (item.getKey() instanceof String name && item.getValue() instanceof TorchTensor tensor
                && tensor.storage().type().real() && tensor.elements() > 0) {
                if (name.length() > LONGEST_NAME || !name.equals(TorchFault.plain(name))) {
                    throw new TorchFault("has a tensor called " + TorchFault.shown(name) + ", which is no name");
                }
                total += tensor.elements();
                found.put(name, tensor);
            }
        }
        if (total > most) {
            throw new TorchFault("shows more values than it has bytes");
        }
        if (found.isEmpty()) {
            throw new TorchFault("holds no tensors of real numbers by name");
        }
        tensors = withoutPrefix(found);
    }

    private static Dict find(final Object root) {
        Object place = root;
        for (int depth = 0; depth <= DEEPEST; depth++) {
            if (!(place instanceof Dict dict)) {
                throw new TorchFault("holds no state dict but something else",
                    "save the weights alone: torch.save(model.state_dict(), ...)");
            }
            place = PLACES.stream().map(dict.items::get).filter(Dict.class::isInstance).findFirst().orElse(null);
            if (place == null) {
                if (dict.items.values().stream().noneMatch(TorchTensor.class::isInstance)) {
                    throw new TorchFault("holds no state dict but " + dict.items.keySet().stream().limit(SHOWN)
                        .map(key -> TorchFault.shown(key.toString())).collect(Collectors.joining(", ")),
                        "save the weights alone: torch.save(model.state_dict(), ...)");
                }
                return dict;
            }
        }
        throw new TorchFault("has its state dict deeper than any known program puts it");
    }

    private static Map<String, TorchTensor> withoutPrefix(final Map<String, TorchTensor> tensors) {
        Map<String, TorchTensor> shorter = tensors;
        for (int i = 0; i < MOST_PARALLEL
            && shorter.keySet().stream().allMatch(name -> name.startsWith(PARALLEL)); i++) {
            final Map<String, TorchTensor> cut = new LinkedHashMap<>();
            shorter.forEach((name, tensor) -> cut.put(name.substring(PARALLEL.length()), tensor));
            shorter = cut;
        }
        return shorter;
    }

    Map<String, Tensor> read(final Source source, final boolean bigEndian) throws IOException {
        final Map<String, float[]> storages = new HashMap<>();
        final Set<String> taken = new HashSet<>();
        final Map<String, Tensor> read = new LinkedHashMap<>();
        for (final Map.Entry<String, TorchTensor> entry : tensors.entrySet()) {
            final TorchTensor tensor = entry.getValue();
            final Storage storage = tensor.storage();
            float[] values = storages.get(storage.key());
            if (values == null) {
                values = values(source, storage, bigEndian);
                storages.put(storage.key(), values);
            }
            // the first tensor that is a whole storage has its array; others get values of their own
            final float[] data =
                tensor.whole() && taken.add(storage.key()) ? values : tensor.gather(values);
            requireFinite(entry.getKey(), data);
            read.put(entry.getKey(), new Tensor(tensor.shape(), data));
        }
        return read;
    }

    private static float[] values(final Source source, final Storage storage, final boolean bigEndian)
        throws IOException {
        final int size = Math.toIntExact(storage.elements() * storage.type().bytes());
        final ByteBuffer bytes = ByteBuffer.wrap(source.bytes(storage, size))
            .order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        final float[] values = new float[(int) storage.elements()];
        storage.type().convert(bytes, values);
        return values;
    }

    private static void requireFinite(final String name, final float[] data) {
        for (final float value : data) {
            if (!Float.isFinite(value)) {
                throw new TorchFault("has the value " + value + " in the tensor " + TorchFault.shown(name),
                    "use weights of another training run");
            }
        }
    }
}
