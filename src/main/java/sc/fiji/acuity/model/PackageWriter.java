package sc.fiji.acuity.model;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.Architectures;

/** Writes a package beside its place and moves it there when it is complete and on the disk. */
record PackageWriter(Path folder, Card card, Architecture architecture, Graph graph, Weights weights) {

    void write(final Tensor testInput, final Tensor testOutput) {
        final Path absolute = folder.toAbsolutePath().normalize();
        final Path parent = absolute.getParent();
        if (!absolute.endsWith(card.id().toString())) {
            throw new AcuityException(folder.toString(), "is not called as the model is", "call it " + card.id());
        }
        if (parent == null || !Files.isDirectory(parent)) {
            throw new AcuityException(folder.toString(), "its folder does not exist", "create " + parent + " first");
        }
        if (Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
            throw AtomicFiles.exists(folder);
        }
        // not a temporary folder of the system: that would be readable by nobody else, also after it is moved
        final Path temporary = parent.resolve(".acuity-" + card.id() + "-" + Long.toHexString(System.nanoTime()));
        try {
            Files.createDirectory(temporary);
            try {
                fill(temporary, testInput, testOutput);
                Files.move(temporary, absolute);
            } finally {
                remove(temporary);
            }
        } catch (final FileAlreadyExistsException e) {
            throw AtomicFiles.exists(folder);
        } catch (final IOException e) {
            throw new AcuityException(folder.toString(), "cannot be written (" + AtomicFiles.describe(e) + ")",
                "check free space and permissions of " + parent, e);
        }
    }

    private void fill(final Path temporary, final Tensor testInput, final Tensor testOutput) throws IOException {
        final String[] sha256 = new String[1];
        file(temporary, PackageFiles.WEIGHTS, out -> sha256[0] = Safetensors.write(out, weights, Map.of()));
        final String yaml = CardYaml.write(card.with(Card.Facts.of(graph, sha256[0])));
        file(temporary, PackageFiles.CARD, out -> out.write(yaml.getBytes(StandardCharsets.UTF_8)));
        file(temporary, PackageFiles.ARCHITECTURE,
            out -> out.write((Architectures.toJson(architecture) + "\n").getBytes(StandardCharsets.UTF_8)));
        file(temporary, PackageFiles.TEST_INPUT, out -> Npy.write(out, testInput));
        file(temporary, PackageFiles.TEST_OUTPUT, out -> Npy.write(out, testOutput));
    }

    @FunctionalInterface
    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private static void file(final Path folder, final String name, final Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(folder.resolve(name), StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE)) {
            final OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
            content.writeTo(out);
            out.flush();
            channel.force(true);
        }
    }

    /** Whatever is left of it; nothing after a move. */
    private static void remove(final Path temporary) throws IOException {
        for (final String name : PackageFiles.ALL) {
            Files.deleteIfExists(temporary.resolve(name));
        }
        Files.deleteIfExists(temporary);
    }
}
