package sc.fiji.acuity.upscale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.model.ModelLibrary;
import sc.fiji.acuity.model.ModelName;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.model.ModelStore;
import sc.fiji.acuity.model.foreign.ForeignImport;

/**
 * Brings a model into a folder: a package as it is, or weights that another program saved.
 *
 * <pre>{@code
 * ModelPackage model = new ModelImport(Path.of("FALSR-B.pb")).named("falsr").licensed("Apache-2.0").run();
 * }</pre>
 *
 * Whatever comes in is read as a whole, checked and tested before it gets its place; nothing is overwritten, and
 * nothing in the file is run as a program.
 *
 * @param file a package (a folder or its zip), or a file of another program
 * @param name of the model, without the scale; empty for that of the network
 * @param license an SPDX identifier, or {@code unknown}
 * @param architecture what the file holds, where its tensors leave several networks possible; empty otherwise
 * @param output the folder to put it into, or {@code NAME-xS} to be made; empty for the user's models
 */
public record ModelImport(Path file, String name, String license, String architecture, Optional<Path> output) {

    private static final Pattern LICENSE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+-]{0,99}");

    /** Into the user's models, by the network's own name. */
    public ModelImport(final Path file) {
        this(file, "", ForeignImport.UNKNOWN_LICENSE, "", Optional.empty());
    }

    public ModelImport named(final String other) {
        return new ModelImport(file, other, license, architecture, output);
    }

    public ModelImport licensed(final String other) {
        return new ModelImport(file, name, other, architecture, output);
    }

    /** Says what the file holds. */
    public ModelImport of(final String other) {
        return new ModelImport(file, name, license, other, output);
    }

    public ModelImport into(final Path folder) {
        return new ModelImport(file, name, license, architecture, Optional.of(folder));
    }

    /**
     * @return the package in its place
     * @throws AcuityException naming the file and what is wrong with it, or the option
     */
    public ModelPackage run() {
        return Files.isDirectory(file) || file.toString().endsWith(".zip") ? copied() : made();
    }

    private ModelPackage copied() {
        if (!name.isEmpty() || !architecture.isEmpty() || !license.equals(ForeignImport.UNKNOWN_LICENSE)) {
            throw new AcuityException(file.toString(), "is a model package, which has a name, a licence and an "
                + "architecture of its own", "leave these options out");
        }
        final ModelPackage checked = ModelPackage.open(file);
        ModelTest.run(checked, DeviceChoice.CPU).require(checked);
        final ModelStore store = output.map(ModelImport::storeOf).orElseGet(ModelStore::standard);
        return new ModelLibrary(store).add(file);
    }

    private static ModelStore storeOf(final Path folder) {
        return new ModelStore(java.util.List.of(folder));
    }

    private ModelPackage made() {
        if (!LICENSE.matcher(license).matches()) {
            throw new AcuityException("the license '" + license + "'", "is not an SPDX identifier such as CC0-1.0",
                "choose one, or " + ForeignImport.UNKNOWN_LICENSE);
        }
        final ForeignImport found =
            ForeignImport.read(file, Optional.of(architecture).filter(text -> !text.isEmpty()));
        final Path place = place(found);
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            throw new AcuityException(place.toString(), "is there already", "choose another name, or delete it first");
        }
        final Path parent = place.toAbsolutePath().normalize().getParent();
        try {
            Files.createDirectories(parent);
        } catch (final IOException e) {
            throw new AcuityException(parent.toString(), "cannot be created (" + AtomicFiles.describe(e) + ")",
                "choose another folder", e);
        }
        return found.save(place, license, (graph, weights, input) -> ModelTest.infer(graph, weights, input,
            DeviceChoice.CPU), (graph, weights, signal) -> TileDifference.measure(graph, weights, signal,
                DeviceChoice.CPU));
    }

    private Path place(final ForeignImport found) {
        final Path folder = output.orElseGet(() -> ModelStore.standard().folders().get(0));
        final Path last = folder.toAbsolutePath().normalize().getFileName();
        final Optional<ModelName> called =
            last == null || output.isEmpty() ? Optional.empty() : ModelName.parse(last.toString());
        if (called.isPresent() && !Files.isDirectory(folder) && called.get().scale() == found.scale()
            && (name.isEmpty() || name.equals(called.get().name()))) {
            return folder;
        }
        return folder.resolve(new ModelName(name.isEmpty() ? found.network().name() : name, found.scale()).toString());
    }
}
