package sc.fiji.acuity.base;

import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A jar, or a folder of classes, and the version that its name or its manifest tells. */
record Jar(Path path, String version) {

    private static final Pattern NAME =
        Pattern.compile(".*?[-_](\\d[\\w.]*(?:-[\\d.]+|-SNAPSHOT)?)(?:-[a-z]+-\\w+)?\\.jar");

    private static final String UNKNOWN = "";

    /** By version, number by number; one that is not known is the oldest. */
    static final Comparator<Jar> BY_VERSION = (a, b) -> compare(a.version, b.version);

    /** @param resource the URL of a resource in it, as a class loader gives */
    static Jar holding(final URL resource, final String name) throws IOException {
        try {
            final Path path;
            if (resource.openConnection() instanceof JarURLConnection jar) {
                path = Path.of(jar.getJarFileURL().toURI());
            } else {
                final String inside = Path.of(resource.toURI()).toString();
                path = Path.of(inside.substring(0, inside.length() - name.length()));
            }
            final Path real = Files.exists(path) ? path.toRealPath() : path;
            return new Jar(real, version(real));
        } catch (final URISyntaxException | InvalidPathException e) {
            throw new IOException(resource.toString(), e);
        }
    }

    String name() {
        return path.getFileName().toString();
    }

    /** The library itself, not a plugin that has it inside. */
    boolean isOf(final Library library) {
        return name().toLowerCase(Locale.ROOT).startsWith(library.stem()) || Files.isDirectory(path);
    }

    private static String version(final Path jar) throws IOException {
        final Matcher matcher = NAME.matcher(jar.getFileName().toString());
        if (matcher.matches()) {
            return matcher.group(1);
        }
        return Files.isRegularFile(jar) ? declared(jar.toFile()) : UNKNOWN;
    }

    private static String declared(final File file) throws IOException {
        try (JarFile jar = new JarFile(file)) {
            final Manifest manifest = jar.getManifest();
            if (manifest == null) {
                return UNKNOWN;
            }
            final Attributes main = manifest.getMainAttributes();
            for (final String key : new String[] {"Bundle-Version", "Implementation-Version"}) {
                if (main.getValue(key) != null) {
                    return main.getValue(key).split(" ")[0];
                }
            }
            return UNKNOWN;
        }
    }

    private static int compare(final String a, final String b) {
        final String[] left = a.split("\\D+");
        final String[] right = b.split("\\D+");
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            final int order = Long.compare(number(left, i), number(right, i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static long number(final String[] parts, final int i) {
        // longer ones are dates or checksums, which fit as well as anything
        return i < parts.length && !parts[i].isEmpty() && parts[i].length() < 18 ? Long.parseLong(parts[i]) : -1;
    }
}
