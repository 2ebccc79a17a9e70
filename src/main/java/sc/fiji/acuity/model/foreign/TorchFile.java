package sc.fiji.acuity.model.foreign;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import sc.fiji.acuity.base.AcuityException;

/**
 * What {@code torch.save} writes: a zip since PyTorch 1.6, a row of pickles before. The tensors of a state dict are
 * read, bare or in a checkpoint, as 32-bit floats; the optimiser's and those of integers (counters) are left out.
 *
 * <p>A pickle is a program, and this is why files of weights are dangerous in Python. Here only data comes of it, see
 * {@link Unpickler}: a file that names any other function than those which make tensors is refused with that name.
 */
final class TorchFile implements ForeignFormat {

    /** The most bytes that are read. */
    static final long MAX_BYTES = 1L << 30;

    private static final byte[] ZIP = {'P', 'K', 3, 4};

    @Override
    public String name() {
        return "PyTorch";
    }

    @Override
    public boolean looksLike(final byte[] head, final long size) {
        return isZip(head) || TorchLegacy.looksLike(head);
    }

    @Override
    public ForeignTensors read(final Path path) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            if (file.length() > MAX_BYTES) {
                throw new TorchFault("has " + file.length() + " bytes; " + MAX_BYTES + " is the most that is read",
                    "check that this is the right file");
            }
            final byte[] head = new byte[(int) Math.min(file.length(), ForeignFile.HEAD)];
            file.readFully(head);
            return isZip(head) ? readZip(file) : TorchLegacy.read(file);
        } catch (final TorchFault e) {
            throw new AcuityException(path.toString(), e.getMessage(), e.remedy(), e);
        } catch (final IOException e) {
            throw ForeignFile.unreadable(path, e);
        }
    }

    private static boolean isZip(final byte[] head) {
        return head.length >= ZIP.length && ByteBuffer.wrap(head, 0, ZIP.length).equals(ByteBuffer.wrap(ZIP));
    }

    private static ForeignTensors readZip(final RandomAccessFile file) throws IOException {
        final TorchZip zip = TorchZip.of(file);
        final TorchObjects objects = new TorchObjects(file.length());
        final boolean bigEndian = zip.size("byteorder").isPresent() && isBig(small(zip, "byteorder"));
        final Object root = Unpickler.read(new Bytes(small(zip, "data.pkl")), objects);
        final StateDict state = new StateDict(root, file.length());
        return new ForeignTensors("PyTorch (zip)", state.read((storage, bytes) -> {
            final String record = "data/" + storage.key();
            if (zip.size(record).isEmpty() || zip.size(record).get() != bytes) {
                throw new TorchFault("has no record " + TorchFault.shown(record) + " of " + bytes + " bytes");
            }
            return zip.read(record);
        }, bigEndian));
    }

    private static byte[] small(final TorchZip zip, final String record) throws IOException {
        if (zip.size(record).orElseThrow() > Unpickler.MAX_BYTES) {
            throw new TorchFault("has a record " + record + " of more than " + Unpickler.MAX_BYTES + " bytes");
        }
        return zip.read(record);
    }

    private static boolean isBig(final byte[] order) {
        final String text = new String(order, StandardCharsets.ISO_8859_1);
        if (!text.equals("little") && !text.equals("big")) {
            throw new TorchFault("has the unknown byte order " + TorchFault.shown(text));
        }
        return text.equals("big");
    }
}
