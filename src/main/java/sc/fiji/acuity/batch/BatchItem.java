package sc.fiji.acuity.batch;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One file of a batch.
 *
 * @param name the path of the input within its folder, with {@code /}
 * @param bytes the size of the input when the plan was made
 * @param output empty for an action that writes no files
 * @param outputName the path of the output within the folder of results, with {@code /}; empty if there is none
 */
public record BatchItem(Path input, String name, long bytes, Optional<Path> output, String outputName) {}
