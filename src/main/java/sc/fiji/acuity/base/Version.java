package sc.fiji.acuity.base;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The versions of Acuity that runs and of what it needs exactly, as the build wrote them. */
public final class Version {

    private static final Properties VERSIONS = read();

    private Version() {}

    /** @return for example {@code 0.1.0} */
    public static String get() {
        return VERSIONS.getProperty("version");
    }

    /** @return of the Deep Java Library, for example {@code 0.35.1} */
    public static String djl() {
        return VERSIONS.getProperty("djl");
    }

    /** @return of libtorch, for example {@code 2.7.1} */
    public static String libtorch() {
        return VERSIONS.getProperty("libtorch");
    }

    private static Properties read() {
        try (InputStream in = Version.class.getResourceAsStream("/acuity.properties")) {
            final Properties properties = new Properties();
            properties.load(in);
            return properties;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
