package sc.fiji.acuity.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript archive, which libtorch loads and PyTorch opens by {@code torch.jit.load}: one class {@code Net} with
 * tensors as attributes, and its code as text.
 *
 * <pre>{@code
 * ScriptArchive archive = new ScriptArchive();
 * archive.tensor("w0", StoredTensor.channelsLast(kernel));
 * byte[] file = archive.write("  def forward(self: __torch__.Net, x: Tensor) -> Tensor:\n    return x\n");
 * }</pre>
 *
 * The container is a zip whose entries are not compressed and lie at multiples of 64 bytes, as PyTorch writes it; the
 * object is a pickle of protocol 2. The same content gives the same bytes.
 */
final class ScriptArchive {

    private static final String FOLDER = "net/";
    private static final int ALIGNMENT = 64;
    private static final int LOCAL_HEADER = 30;
    private static final int EXTRA_HEADER = 4;
    /** Not earlier: the zip would get another field for it. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();

    /** @param name a Python identifier that is not there yet */
    void tensor(final String name, final StoredTensor tensor) {
        if (tensors.put(name, tensor) != null) {
            throw new IllegalArgumentException("two tensors " + name);
        }
    }

    /** @param methods the methods of the class, indented by two spaces */
    byte[] write(final String methods) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED);
            long at = entry(zip, 0, "data.pkl", object());
            at = entry(zip, at, "code/__torch__.py", text(methods).getBytes(StandardCharsets.UTF_8));
            at = entry(zip, at, "constants.pkl", new Pickle().emptyTuple().end());
            at = entry(zip, at, "version", "3\n".getBytes(StandardCharsets.UTF_8));
            int number = 0;
            for (final StoredTensor tensor : tensors.values()) {
                at = entry(zip, at, "data/" + number++, tensor.bytes());
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private String text(final String methods) {
        final StringBuilder text = new StringBuilder("class Net(Module):\n  __parameters__ = []\n  __buffers__ = [");
        tensors.keySet().forEach(name -> text.append('"').append(name).append("\", "));
        text.append("]\n");
        tensors.keySet().forEach(name -> text.append("  ").append(name).append(" : Tensor\n"));
        return text.append("  training : bool\n").append(methods).toString();
    }

    private byte[] object() {
        final Pickle pickle = new Pickle().global("__torch__", "Net").emptyTuple().newObject().emptyDict().mark();
        int number = 0;
        for (final Map.Entry<String, StoredTensor> one : tensors.entrySet()) {
            pickle.text(one.getKey());
            tensor(pickle, number++, one.getValue());
        }
        return pickle.text("training").bool(false).setItems().build().end();
    }

    /** {@code _rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks)}. */
    private static void tensor(final Pickle pickle, final int number, final StoredTensor tensor) {
        pickle.global("torch._utils", "_rebuild_tensor_v2").mark();
        pickle.mark().text("storage").global("torch", tensor.storage()).text(Integer.toString(number)).text("cpu")
            .integer(tensor.elements()).tuple().persistent();
        pickle.integer(0);
        pickle.integers(tensor.shape());
        pickle.integers(tensor.strides());
        pickle.bool(false).global("collections", "OrderedDict").emptyTuple().reduce().tuple().reduce();
    }

    private static long entry(final ZipOutputStream zip, final long at, final String name, final byte[] content)
        throws IOException {
        final ZipEntry entry = new ZipEntry(FOLDER + name);
        final CRC32 checksum = new CRC32();
        checksum.update(content);
        entry.setCrc(checksum.getValue());
        entry.setSize(content.length);
        entry.setCompressedSize(content.length);
        entry.setTimeLocal(NO_TIME);
        final long plain = at + LOCAL_HEADER + FOLDER.length() + name.length() + EXTRA_HEADER;
        final int padding = (int) Math.floorMod(-plain, (long) ALIGNMENT);
        // a field of PyTorch's own kind: two letters, the length, and what shifts the content
        final byte[] extra = new byte[EXTRA_HEADER + padding];
        extra[0] = 'F';
        extra[1] = 'B';
        extra[2] = (byte) padding;
        entry.setExtra(extra);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
        return plain + padding + content.length;
    }
}
