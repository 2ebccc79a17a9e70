package sc.fiji.acuity.op;

import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads {@code ops.yaml} as the Ops engine does: the names of the ops, and the methods behind them. */
public final class OpsYaml {

    private OpsYaml() {}

    /** @param nullable of the inputs, in order */
    public record Entry(Method method, List<Boolean> nullable) { }

    /** The file of the main classes. */
    public static Path file() {
        return classes(Enlarge.class).resolve("ops.yaml");
    }

    static Path classes(final Class<?> member) {
        try {
            return Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (final URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every op by name. */
    public static Map<String, Entry> read() throws IOException, ReflectiveOperationException {
        final Map<String, Entry> entries = new TreeMap<>();
        try (Reader reader = Files.newBufferedReader(file())) {
            final List<Map<String, Map<String, Object>>> ops =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
            for (final Map<String, Map<String, Object>> op : ops) {
                final Entry entry = entry(op.get("op"));
                for (final Object name : (List<?>) op.get("op").get("names")) {
                    if (entries.put((String) name, entry) != null) {
                        throw new IllegalStateException(name + " is there twice");
                    }
                }
            }
        }
        return entries;
    }

    private static Entry entry(final Map<String, Object> op) throws ReflectiveOperationException {
        final List<Boolean> nullable = new ArrayList<>();
        for (final Object parameter : (List<?>) op.get("parameters")) {
            final Map<?, ?> map = (Map<?, ?>) parameter;
            if (map.get("parameter type").equals("INPUT")) {
                nullable.add((Boolean) map.get("nullable"));
            }
        }
        return new Entry(method(URI.create((String) op.get("source"))), nullable);
    }

    /** @param source {@code javaMethod:/package.Class.method(type,type)} */
    private static Method method(final URI source) throws ReflectiveOperationException {
        if (!source.getScheme().equals("javaMethod")) {
            throw new IllegalStateException(source + " is no method");
        }
        final String text = source.getPath().substring(1);
        final int open = text.indexOf('(');
        final int dot = text.lastIndexOf('.', open);
        final List<Class<?>> types = new ArrayList<>();
        for (final String type : text.substring(open + 1, text.length() - 1).split(",")) {
            types.add(Class.forName(type.trim()));
        }
        return Class.forName(text.substring(0, dot)).getMethod(text.substring(dot + 1, open),
            types.toArray(Class<?>[]::new));
    }
}
