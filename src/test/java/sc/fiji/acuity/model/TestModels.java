package sc.fiji.acuity.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.family.EdgeSrCnn;

/** Small packages for tests. */
final class TestModels {

    private TestModels() {}

    static Architecture architecture(final int scale) {
        return new EdgeSrCnn(scale, 2, 3, 6);
    }

    static Card card(final String name, final int scale) {
        return new Card(new ModelName(name, scale), Card.About.of("For tests.", "CC0-1.0"), Card.Signal.LUMA,
            Card.Facts.UNKNOWN,
            new Card.Trust(Map.of("fp32", 0.001, "bf16", 0.1), OptionalDouble.empty(), List.of(), ""),
            Optional.empty());
    }

    static Tensor testInput() {
        return new Tensor(new int[] { 1, 1, 2, 3 }, new float[] { 0, 0.1f, 0.2f, 0.3f, 0.4f, 0.5f });
    }

    /** Not what the network computes, but nobody here computes. */
    static Tensor testOutput(final int scale) {
        return Tensor.zeros(1, 1, 2 * scale, 3 * scale);
    }

    static ModelPackage save(final Path folder, final String name, final int scale) {
        return ModelPackage.save(folder.resolve(name + "-x" + scale), card(name, scale), architecture(scale),
            architecture(scale).initialWeights(1), testInput(), testOutput(scale));
    }

    /** The files of a package by name, each behind a prefix. */
    static Map<String, byte[]> files(final Path folder, final String prefix) throws IOException {
        final Map<String, byte[]> files = new LinkedHashMap<>();
        for (final String name : PackageFiles.ALL) {
            files.put(prefix + name, Files.readAllBytes(folder.resolve(name)));
        }
        return files;
    }

    static Path zip(final Path target, final Map<String, byte[]> entries) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(target))) {
            for (final Map.Entry<String, byte[]> e : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(e.getKey()));
                out.write(e.getValue());
                out.closeEntry();
            }
        }
        return target;
    }
}
