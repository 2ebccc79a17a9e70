package sc.fiji.acuity.model.foreign;

import java.nio.file.Path;

/** A file format of another program: known by its first bytes, read within bounds, never run. */
interface ForeignFormat {

    /** As {@link ForeignTensors#format} calls it. */
    String name();

    /**
     * @param head the first {@link ForeignFile#HEAD} bytes, or the whole file if it is shorter
     * @param size of the whole file
     */
    boolean looksLike(byte[] head, long size);

    /** @throws sc.fiji.acuity.base.AcuityException saying what is wrong with the file */
    ForeignTensors read(Path file);
}
