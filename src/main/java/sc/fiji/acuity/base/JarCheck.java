package sc.fiji.acuity.base;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Finds libraries that are on the class path twice or do not fit together, and says which jar to delete.
 *
 * <pre>{@code
 * for (JarCheck.Clash clash : JarCheck.find()) {
 *     log.warn(clash);
 * }
 * }</pre>
 *
 * All plugins of Fiji share one flat class path, and the first copy wins: an old JNA or Gson that one of them brings
 * breaks another with an obscure {@code NoSuchMethodError}. Takes a few milliseconds; nothing is loaded.
 */
public final class JarCheck {

    private JarCheck() {}

    /**
     * One library that is not as it should be.
     *
     * @param what the library and the jars, for example {@code Gson is there twice: /a/gson-2.2.jar, /b/gson-2.10.jar}
     * @param remedy what to do, as an imperative
     */
    public record Clash(String what, String remedy) {

        @Override
        public String toString() {
            return what + ". Remedy: " + remedy + ".";
        }
    }

    /** Looks where Acuity's own classes come from. */
    public static List<Clash> find() {
        return find(JarCheck.class.getClassLoader());
    }

    /** Looks at all that a class loader and its parents see. */
    public static List<Clash> find(final ClassLoader loader) {
        final List<Clash> clashes = new ArrayList<>();
        try {
            for (final Library library : Library.SINGLE) {
                single(library, jars(loader, library).keySet()).ifPresent(clashes::add);
            }
            bindings(List.copyOf(jars(loader, Library.BINDING).keySet())).ifPresent(clashes::add);
            final Map<String, List<Jar>> platforms = new LinkedHashMap<>();
            for (final Map.Entry<Jar, URL> natives : jars(loader, Library.NATIVES).entrySet()) {
                platforms.computeIfAbsent(platform(natives.getValue()), p -> new ArrayList<>()).add(natives.getKey());
            }
            platforms.values().forEach(jars -> single(Library.NATIVES, jars).ifPresent(clashes::add));
        } catch (final IOException e) {
            // a finding like the others: whoever asks has other work to do
            clashes.add(new Clash("a jar cannot be read: " + e.getMessage(), "replace that jar by a fresh copy"));
        }
        return clashes;
    }

    /** The jar or folder that a class was loaded from, where it has one. */
    public static Optional<Path> place(final Class<?> type) {
        final CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null || !source.getLocation().getProtocol().equals("file")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(source.getLocation().toURI()));
        } catch (final URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** In the order of the class path: the first is the one that is used. */
    private static Map<Jar, URL> jars(final ClassLoader loader, final Library library) throws IOException {
        final Map<Jar, URL> jars = new LinkedHashMap<>();
        for (final URL url : Collections.list(loader.getResources(library.marker()))) {
            jars.putIfAbsent(Jar.holding(url, library.marker()), url);
        }
        return jars;
    }

    private static Optional<Clash> single(final Library library, final Collection<Jar> copies) {
        final List<Jar> all = List.copyOf(copies);
        final List<Jar> own = all.stream().filter(jar -> jar.isOf(library)).toList();
        if (!all.isEmpty() && !own.contains(all.get(0)) && all.size() > 1) {
            return Optional.of(new Clash(library.name() + " is taken from " + all.get(0).path()
                + ", which brings a copy along", "remove or update the plugin in " + all.get(0).name()));
        }
        if (own.size() > 1) {
            final Jar best = best(library, own);
            return Optional.of(new Clash(library.name() + " is there " + times(own.size()) + ": " + paths(own),
                "delete " + paths(own.stream().filter(jar -> jar != best).toList()) + " and restart"));
        }
        if (library.wanted() != null && own.size() == 1 && !own.get(0).version().isEmpty()
            && !own.get(0).version().equals(library.wanted())) {
            return Optional.of(new Clash(library.name() + " is version " + own.get(0).version() + " (" + paths(own)
                + "), but this Acuity needs " + library.wanted(),
                "put " + library.stem() + "-" + library.wanted() + ".jar in its place, as Acuity brings it, and restart"));
        }
        return Optional.empty();
    }

    /** The version that Acuity was built with, else the newest, the first of equals. */
    private static Jar best(final Library library, final List<Jar> jars) {
        return jars.stream().filter(jar -> jar.version().equals(library.wanted())).findFirst()
            .orElseGet(() -> jars.stream().reduce((a, b) -> Jar.BY_VERSION.compare(b, a) > 0 ? b : a).orElseThrow());
    }

    /** Several make SLF4J choose one, with warnings; the one that is silent is the one that Acuity can do without. */
    private static Optional<Clash> bindings(final List<Jar> jars) {
        if (jars.size() < 2) {
            return Optional.empty();
        }
        final List<Jar> silent = jars.stream().filter(jar -> jar.name().startsWith("slf4j-nop")).toList();
        final List<Jar> extra = silent.isEmpty() || silent.size() == jars.size() ? jars.subList(1, jars.size()) : silent;
        return Optional.of(new Clash("SLF4J has " + jars.size() + " bindings: " + paths(jars),
            "delete " + paths(extra) + " and restart"));
    }

    private static String platform(final URL properties) throws IOException {
        try (InputStream in = properties.openStream()) {
            final Properties read = new Properties();
            read.load(in);
            return read.getProperty("flavor") + " " + read.getProperty("classifier");
        }
    }

    private static String times(final int count) {
        return count == 2 ? "twice" : count + " times";
    }

    private static String paths(final List<Jar> jars) {
        return jars.stream().map(jar -> jar.path().toString()).collect(Collectors.joining(", "));
    }
}
