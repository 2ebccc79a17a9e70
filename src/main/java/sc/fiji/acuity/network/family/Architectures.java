package sc.fiji.acuity.network.family;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.GraphException;

/**
 * The families that there are: by name, to and from {@code architecture.json}.
 *
 * <pre>{@code
 * Architecture a = Architectures.named("eSR-TM_s2_K7_C3", 2);
 * String json = Architectures.toJson(a);  // {"family": "edge-sr", "variant": "TM", "scale": 2, …}
 * assert a.equals(Architectures.fromJson(json));
 * }</pre>
 */
public final class Architectures {

    private static final String FAMILY = "family";
    private static final int LONGEST_JSON = 1 << 20;
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    private static final Map<String, Class<? extends Architecture>> FAMILIES = new TreeMap<>(Map.ofEntries(
        Map.entry("carn", Carn.class),
        Map.entry("dlsr", Dlsr.class),
        Map.entry("edge-sr", EdgeSr.class),
        Map.entry("edge-sr-bicubic", EdgeSrBicubic.class),
        Map.entry("edge-sr-cnn", EdgeSrCnn.class),
        Map.entry("edsr", Edsr.class),
        Map.entry("espcn", Espcn.class),
        Map.entry("falsr", Falsr.class),
        Map.entry("fsrcnn", Fsrcnn.class),
        Map.entry("hnas", Hnas.class),
        Map.entry("imdn", Imdn.class),
        Map.entry("laptop", Laptop.class),
        Map.entry("safmn", Safmn.class),
        Map.entry("span", SpanNetwork.class),
        Map.entry("srcnn", Srcnn.class),
        Map.entry("vdsr", Vdsr.class),
        Map.entry("wdsr", Wdsr.class)));

    private static final Map<String, IntFunction<Architecture>> NAMED = new TreeMap<>(Map.ofEntries(
        Map.entry("carn", Carn::original),
        Map.entry("carn-m", Carn::mobile),
        Map.entry("dlsr", Dlsr::original),
        Map.entry("dlsr-tiny", Dlsr::tiny),
        Map.entry("edsr-baseline", Edsr::baseline),
        Map.entry("espcn", Espcn::original),
        Map.entry("falsr-a", scale -> Falsr.a()),
        Map.entry("falsr-b", scale -> Falsr.b()),
        Map.entry("falsr-c", scale -> Falsr.c()),
        Map.entry("falsr-c-table", scale -> Falsr.cTable()),
        Map.entry("fsrcnn", Fsrcnn::original),
        Map.entry("hnas-a", Hnas::a),
        Map.entry("hnas-b", Hnas::b),
        Map.entry("hnas-c", Hnas::c),
        Map.entry("imdn", Imdn::original),
        Map.entry("safmn", Safmn::original),
        Map.entry("span", scale -> SpanNetwork.of(scale, 48)),
        Map.entry("span-28", scale -> SpanNetwork.of(scale, 28)),
        Map.entry("span-52", scale -> SpanNetwork.of(scale, 52)),
        Map.entry("srcnn", Srcnn::original),
        Map.entry("vdsr", Vdsr::original),
        Map.entry("wdsr-a", Wdsr::a),
        Map.entry("wdsr-b", Wdsr::b)));

    private static final Pattern HNAS = Pattern.compile("(hnas-[abc])-c(\\d{1,4})");
    private static final Pattern NARROW = Pattern.compile("espcn-(\\d{1,2})x(\\d{1,3})");

    private Architectures() {}

    /** Names of single networks, without those of {@link EdgeSrPool#names()}. */
    public static List<String> names() {
        return List.copyOf(NAMED.keySet());
    }

    /**
     * @param name one of {@link #names()}, a name of {@link EdgeSrPool} ({@code eSR-TM_s2_K7_C3}), {@code hnas-a-c64}
     *        for a width of 64, or {@code espcn-LxW} for {@link Espcn#narrow}
     * @throws GraphException if there is no such network at that scale
     */
    public static Architecture named(final String name, final int scale) {
        final Architecture architecture = find(name, scale).orElseThrow(() -> new GraphException("there is no network '"
            + name + "'; there are " + names() + ", espcn-LxW, and the edge-SR pool such as eSR-TM_s2_K7_C3"));
        if (architecture.scale() != scale) {
            throw new GraphException(name + " enlarges by " + architecture.scale() + ", not by " + scale);
        }
        return architecture;
    }

    private static Optional<Architecture> find(final String name, final int scale) {
        if (NAMED.containsKey(name)) {
            return Optional.of(NAMED.get(name).apply(scale));
        }
        final Optional<Architecture> pooled = EdgeSrPool.find(name);
        if (pooled.isPresent()) {
            return pooled;
        }
        final Matcher hnas = HNAS.matcher(name);
        if (hnas.matches()) {
            return Optional.of(((Hnas) NAMED.get(hnas.group(1)).apply(scale)).withWidth(number(hnas, 2)));
        }
        final Matcher m = NARROW.matcher(name);
        return m.matches() ? Optional.of(Espcn.narrow(scale, number(m, 1), number(m, 2))) : Optional.empty();
    }

    private static int number(final Matcher matcher, final int group) {
        return Integer.parseInt(matcher.group(group));
    }

    /** Family and configuration as JSON. */
    public static String toJson(final Architecture architecture) {
        final JsonObject json = new JsonObject();
        json.addProperty(FAMILY, familyOf(architecture));
        GSON.toJsonTree(architecture).getAsJsonObject().entrySet().forEach(e -> json.add(e.getKey(), e.getValue()));
        return GSON.toJson(json);
    }

    /**
     * @param json may come from anywhere: its size, its fields and their values are checked
     * @throws GraphException saying what is wrong
     */
    public static Architecture fromJson(final String json) {
        if (json.length() > LONGEST_JSON) {
            throw new GraphException("an architecture of " + json.length() + " characters; at most " + LONGEST_JSON);
        }
        try {
            final JsonElement element = JsonParser.parseString(json);
            if (!element.isJsonObject()) {
                throw new GraphException("an architecture is a JSON object");
            }
            return fromJson(element.getAsJsonObject());
        } catch (final RuntimeException | StackOverflowError e) {
            // whatever goes wrong here is the text's fault; gson wraps what a record's constructor throws
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof GraphException refused) {
                    throw refused;
                }
            }
            throw new GraphException("not an architecture: " + e.getMessage(), e);
        }
    }

    private static Architecture fromJson(final JsonObject object) {
        final JsonElement name = object.remove(FAMILY);
        if (name == null || !name.isJsonPrimitive()) {
            throw new GraphException("family is missing; there are " + FAMILIES.keySet());
        }
        final Class<? extends Architecture> type = FAMILIES.get(name.getAsString());
        if (type == null) {
            throw new GraphException("there is no family '" + name.getAsString() + "'; there are " + FAMILIES.keySet());
        }
        final TreeSet<String> expected = new TreeSet<>();
        Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).forEach(expected::add);
        if (!expected.equals(new TreeSet<>(object.keySet()))) {
            throw new GraphException("family " + name.getAsString() + " has " + expected + ", not " + object.keySet());
        }
        final Architecture architecture = GSON.fromJson(object, type);
        // gson reads "yes" as false and "3" as 3: what does not come out as it went in was of another type
        final JsonObject understood = GSON.toJsonTree(architecture).getAsJsonObject();
        for (final String field : expected) {
            if (!understood.get(field).equals(object.get(field))) {
                throw new GraphException(field + " is " + object.get(field) + ", which was expected to be like "
                    + understood.get(field));
            }
        }
        return architecture;
    }

    /** The name that {@code architecture.json} uses. */
    public static String familyOf(final Architecture architecture) {
        return FAMILIES.entrySet().stream().filter(e -> e.getValue().equals(architecture.getClass()))
            .map(Map.Entry::getKey).findFirst()
            .orElseThrow(() -> new GraphException(architecture.getClass() + " is not in the list of families"));
    }
}
