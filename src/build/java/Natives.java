import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Puts the native libraries where the distributions want them; part of the build, not of Acuity.
 *
 * <pre>{@code
 * java Natives.java JARS FIJI_JARS IMAGEJ_JARS
 * }</pre>
 *
 * Fiji's launcher has {@code jars/PLATFORM} on its <em>module path</em> too, and Java does not start where a jar there
 * has an impossible module name. DJL's natives have one ({@code ...linux-x86_64}), so the copies for Fiji get another in
 * their manifest; every other entry is copied as it is, compressed. The copies for plain ImageJ are hard links where the
 * file system has them.
 */
final class Natives {

    private static final Pattern NAME = Pattern.compile("pytorch-native-cpu-[\\d.]+-([a-z]+-\\w+)\\.jar");

    /** From DJL's names of platforms to those of Fiji's folders. */
    private static final Map<String, String> PLATFORMS = Map.of("linux-x86_64", "linux64", "linux-aarch64",
        "linux-arm64", "osx-aarch64", "macos-arm64", "win-x86_64", "win64");

    private Natives() {}

    public static void main(final String[] args) throws IOException {
        final List<Path> jars;
        try (Stream<Path> all = Files.list(Path.of(args[0]))) {
            jars = all.filter(jar -> NAME.matcher(jar.getFileName().toString()).matches()).toList();
        }
        for (final Path jar : jars) {
            final String name = jar.getFileName().toString();
            final Matcher matcher = NAME.matcher(name);
            final String platform = matcher.matches() ? PLATFORMS.get(matcher.group(1)) : null;
            if (platform == null) {
                throw new IOException("Fiji has no folder for " + name);
            }
            forFiji(jar, Path.of(args[1], platform, name));
            link(jar, Path.of(args[2], name));
        }
    }

    private static void forFiji(final Path jar, final Path target) throws IOException {
        if (Files.exists(target)
            && Files.getLastModifiedTime(target).compareTo(Files.getLastModifiedTime(jar)) >= 0) {
            return;
        }
        Files.createDirectories(target.getParent());
        final Path work = target.resolveSibling(target.getFileName() + ".tmp");
        Files.copy(jar, work, StandardCopyOption.REPLACE_EXISTING);
        try (FileSystem zip = FileSystems.newFileSystem(work, Map.of())) {
            final Path file = zip.getPath("META-INF", "MANIFEST.MF");
            final Manifest manifest;
            try (InputStream in = Files.newInputStream(file)) {
                manifest = new Manifest(in);
            }
            final Attributes main = manifest.getMainAttributes();
            main.putValue("Automatic-Module-Name",
                main.getValue("Automatic-Module-Name").replaceAll("[^\\w.]", "_"));
            try (OutputStream out = Files.newOutputStream(file)) {
                manifest.write(out);
            }
        }
        Files.move(work, target, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void link(final Path jar, final Path target) throws IOException {
        if (Files.exists(target) && Files.size(target) == Files.size(jar)) {
            return;
        }
        Files.createDirectories(target.getParent());
        Files.deleteIfExists(target);
        try {
            Files.createLink(target, jar);
        } catch (final UnsupportedOperationException | IOException e) {
            Files.copy(jar, target);
        }
    }
}
