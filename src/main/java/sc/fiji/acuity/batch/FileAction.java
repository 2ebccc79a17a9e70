package sc.fiji.acuity.batch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import sc.fiji.acuity.base.AtomicFiles;
import sc.fiji.acuity.base.Progress;

/**
 * What a batch does to each of its files: {@link UpscaleFiles}, {@link CompareFiles}.
 *
 * <p>A result must depend on nothing but the content of {@link #reads} and the {@link #settings}: by these it is known
 * whether it has to be made again. Implementations are safe for as many threads as they were opened for.
 */
public interface FileAction extends AutoCloseable {

    /** What all results depend on besides the files themselves, by name, in order. */
    Map<String, String> settings();

    /** What a template may say besides what it knows of the file; {@code scale} for example. */
    Map<String, String> placeholders();

    /** Whether a file comes out of a file. Otherwise the result is figures alone, and items have no output. */
    boolean writes();

    /** The files that a result depends on, {@code item.input()} first. */
    List<Path> reads(BatchItem item);

    /**
     * Does it.
     *
     * @param replace whether {@code item.output()} is replaced if it exists; otherwise that is an error
     * @param written to be called with the output under its temporary name, before it appears
     * @return figures of the result, by name
     * @throws sc.fiji.acuity.base.AcuityException if this file fails; the batch goes on
     */
    Map<String, Double> perform(BatchItem item, boolean replace, AtomicFiles.Writer written, Progress progress);

    @Override
    void close();
}
