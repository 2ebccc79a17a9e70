package sc.fiji.acuity.model;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.JarCheck;

/**
 * Where models are found by name.
 *
 * <pre>{@code
 * ModelPackage model = ModelStore.standard().resolve("balanced", 2);
 * }</pre>
 *
 * Folders are searched in order, and the first that has {@code NAME-xS} or {@code NAME-xS.zip} wins; a folder wins over
 * a zip beside it. The built-in {@code bicubic} is no model: callers handle it before they come here.
 */
public final class ModelStore {

    private static final String ZIP = ".zip";

    private final List<Path> folders;

    /** @param folders in the order of search; those that do not exist are passed over */
    public ModelStore(final List<Path> folders) {
        this.folders = List.copyOf(new LinkedHashSet<>(folders));
    }

    /**
     * The user's folder, then Fiji's {@code models/}, then the distribution's. The user's is the system property
     * {@code acuity.models}, else the environment variable {@code ACUITY_MODELS}, else {@code ~/.acuity/models}; Fiji's
     * is in the folder that {@code ij.dir}, {@code imagej.dir} or {@code fiji.dir} names; the distribution's in that of
     * {@code acuity.home}, and beside Acuity's jar, as in plain ImageJ, or beside the folder that the jar is in.
     */
    public static ModelStore standard() {
        return standard(System::getProperty, System::getenv, JarCheck.place(ModelStore.class));
    }

    static ModelStore standard(final UnaryOperator<String> property, final UnaryOperator<String> environment,
        final Optional<Path> code) {
        final List<Path> folders = new ArrayList<>();
        folders.add(first(property.apply("acuity.models"), environment.apply("ACUITY_MODELS")).map(Path::of)
            .orElseGet(() -> Path.of(property.apply("user.home"), ".acuity", "models")));
        first(property.apply("ij.dir"), property.apply("imagej.dir"), property.apply("fiji.dir"))
            .ifPresent(fiji -> folders.add(Path.of(fiji, "models")));
        first(property.apply("acuity.home")).ifPresent(home -> folders.add(Path.of(home, "models")));
        code.filter(Files::isRegularFile).map(Path::getParent).ifPresent(jars -> {
            folders.add(jars.resolve("models"));
            folders.add(jars.resolveSibling("models"));
        });
        return new ModelStore(folders);
    }

    private static Optional<String> first(final String... values) {
        return Stream.of(values).filter(value -> value != null && !value.isBlank()).findFirst();
    }

    /** The folders, in the order of search. The first is the user's, where new models go; it need not exist. */
    public List<Path> folders() {
        return folders;
    }

    /**
     * A package that was found by name.
     *
     * @param card empty if it cannot be read
     * @param problem why the card cannot be read
     */
    public record Entry(ModelName id, Path path, Optional<Card> card, Optional<AcuityException> problem) { }

    /**
     * Every model that {@link #resolve} finds by name, sorted by name and scale. Only cards are read; one that cannot
     * be read is listed with its problem.
     */
    public List<Entry> list() {
        return find().entrySet().stream().map(e -> entry(e.getKey(), e.getValue())).toList();
    }

    private static Entry entry(final ModelName id, final Path path) {
        try {
            final Card card = ModelPackage.card(path);
            requireName(path, id, card);
            return new Entry(id, path, Optional.of(card), Optional.empty());
        } catch (final AcuityException e) {
            return new Entry(id, path, Optional.empty(), Optional.of(e));
        }
    }

    /**
     * Opens a model.
     *
     * @param nameOrPath a name to search for, or the path of a folder or {@code .zip}
     * @param scale 2, 3 or 4
     * @throws AcuityException if there is none, saying which there are, or if it is broken
     */
    public ModelPackage resolve(final String nameOrPath, final int scale) {
        final Map<ModelName, Path> found = find();
        final List<ModelName> ofThatName = found.keySet().stream().filter(id -> id.name().equals(nameOrPath)).toList();
        for (final ModelName id : ofThatName) {
            if (id.scale() == scale) {
                final ModelPackage model = ModelPackage.open(found.get(id));
                requireName(model.path(), id, model.card());
                return model;
            }
        }
        if (!ofThatName.isEmpty()) {
            final String scales = ofThatName.stream().map(id -> "x" + id.scale()).collect(Collectors.joining(", "));
            final String numbers = ofThatName.stream().map(id -> "" + id.scale()).collect(Collectors.joining(" or "));
            final String others = Stream.concat(found.keySet().stream().filter(id -> id.scale() == scale)
                .map(ModelName::name), Stream.of(ModelName.BICUBIC)).collect(Collectors.joining(" or "));
            throw new AcuityException(nameOrPath, "has no model for x" + scale + "; there is " + scales,
                "use scale " + numbers + " or model " + others);
        }
        // messages and folders say balanced-x2, and so may the user
        final Optional<Path> full = ModelName.parse(nameOrPath).map(found::get);
        return full.or(() -> path(nameOrPath)).map(path -> open(path, scale))
            .orElseThrow(() -> unknown(nameOrPath, found.keySet()));
    }

    private static ModelPackage open(final Path path, final int scale) {
        final ModelPackage model = ModelPackage.open(path);
        if (model.scale() != scale) {
            throw new AcuityException(path.toString(), "is a model for x" + model.scale() + ", not x" + scale,
                "use scale " + model.scale() + " or another model");
        }
        return model;
    }

    /** A text with a separator is a path, and so is one that is the name of a package in the working folder. */
    private static Optional<Path> path(final String text) {
        try {
            final Path path = Path.of(text);
            final boolean separated = text.indexOf('/') >= 0 || text.indexOf(File.separatorChar) >= 0;
            return separated || !text.isEmpty() && isPackage(path) ? Optional.of(path) : Optional.empty();
        } catch (final InvalidPathException e) {
            throw new AcuityException("the model '" + text + "'", "is neither a name nor a path",
                "see 'acuity models list'", e);
        }
    }

    private static AcuityException unknown(final String name, final Collection<ModelName> found) {
        final String reason = ModelName.isName(name) ? "is not known" : "is neither a name nor the path of a package";
        final String there = found.isEmpty() ? "there are no models"
            : "there are " + found.stream().map(ModelName::toString).collect(Collectors.joining(", "));
        return new AcuityException("the model '" + name + "'", reason + "; " + there,
            "use " + (found.isEmpty() ? "" : "one of these, the path of a package, or ") + "model "
                + ModelName.BICUBIC);
    }

    private static void requireName(final Path path, final ModelName id, final Card card) {
        if (!card.id().equals(id)) {
            throw new AcuityException(path.toString(), "is called " + id + ", but its card says " + card.id(),
                "call it as the card says, or correct the card");
        }
    }

    private Map<ModelName, Path> find() {
        final Map<ModelName, Path> found =
            new TreeMap<>(Comparator.comparing(ModelName::name).thenComparingInt(ModelName::scale));
        for (final Path folder : folders) {
            if (Files.isDirectory(folder)) {
                for (final Path path : children(folder)) {
                    name(path).ifPresent(id -> found.putIfAbsent(id, path));
                }
            }
        }
        return found;
    }

    /** Sorted, which puts a folder before the zip of the same name. */
    private static List<Path> children(final Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted(Comparator.comparing(child -> child.getFileName().toString())).toList();
        } catch (final IOException e) {
            throw Blob.unreadable(folder.toString(), e);
        }
    }

    private static Optional<ModelName> name(final Path path) {
        final String file = path.getFileName().toString();
        final String name = file.endsWith(ZIP) ? file.substring(0, file.length() - ZIP.length()) : file;
        return isPackage(path) ? ModelName.parse(name) : Optional.empty();
    }

    /** Other programs keep their models in the same folder: one without our files is none of ours. */
    private static boolean isPackage(final Path path) {
        return Files.isDirectory(path)
            ? PackageFiles.ALL.stream().anyMatch(file -> Files.exists(path.resolve(file)))
            : path.toString().endsWith(ZIP) && Files.isRegularFile(path);
    }
}
