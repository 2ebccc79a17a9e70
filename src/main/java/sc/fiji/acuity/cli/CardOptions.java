package sc.fiji.acuity.cli;

import java.nio.file.Path;
import java.util.List;

import picocli.CommandLine.Option;

/** What the card of a trained model says of its weights and images. */
final class CardOptions {

    @Option(names = "--license", paramLabel = "SPDX", defaultValue = "unknown",
        description = "The licence of the weights (default: ${DEFAULT-VALUE}).")
    private String license;

    @Option(names = "--data", paramLabel = "TEXT", description = "The images in a few words, for the card.")
    private String data;

    @Option(names = "--credits", paramLabel = "FILE",
        description = "A text file; its lines are the credits in the card.")
    private Path credits;

    String license() {
        return license;
    }

    /** @param otherwise where nothing is said */
    String data(final String otherwise) {
        return data == null ? otherwise : data;
    }

    List<String> credits() {
        return credits == null ? List.of() : TrainFiles.lines(credits);
    }
}
