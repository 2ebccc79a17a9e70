package sc.fiji.acuity.network.family;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import sc.fiji.acuity.base.Checksums;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Count;
import sc.fiji.acuity.network.GraphException;

class EdgeSrPoolTest {

    @Test
    void namesAreThoseOfThePublishedFiles() {
        final List<String> names = EdgeSrPool.names();
        assertEquals(1185, names.size());
        // sorted by character, a line each, as listed in the published repository
        final String listed = String.join("\n", names.stream().sorted().toList()) + "\n";
        assertEquals("d73000dd2e96e1bf7299f9b28dc7e1a1cc1f60b567b481e7954a8c7b30b1c2d7",
            Checksums.sha256(listed.getBytes(StandardCharsets.UTF_8)));
    }

    /** The formulas know layers, not graphs. */
    @Test
    void everyMemberIsBuiltByItsNameAndHasItsParameters() {
        final Map<String, Integer> families = new TreeMap<>();
        final List<Architecture> all = EdgeSrPool.all();
        for (int i = 0; i < all.size(); i++) {
            final String name = EdgeSrPool.names().get(i);
            final Map<Character, Integer> numbers = numbers(name);
            final int s = numbers.get('s');
            final Architecture architecture = Architectures.named(name, s);
            assertEquals(all.get(i), architecture);
            assertEquals(s, architecture.scale());
            assertEquals(parameters(name.substring(0, name.indexOf('_')), numbers),
                Count.parameters(architecture.graph()), name);
            families.merge(name.substring(0, name.indexOf('_')), 1, Integer::sum);
        }
        assertEquals(Map.of("eSR-MAX", 144, "eSR-TM", 144, "eSR-TR", 144, "eSR-CNN", 300, "ESPCN", 300, "FSRCNN", 150,
            "Bicubic", 3), families);
    }

    private static Map<Character, Integer> numbers(final String name) {
        final Map<Character, Integer> numbers = new TreeMap<>();
        final String[] parts = name.split("_");
        for (int i = 1; i < parts.length; i++) {
            numbers.put(parts[i].charAt(0), Integer.valueOf(parts[i].substring(1)));
        }
        return numbers;
    }

    private static long parameters(final String family, final Map<Character, Integer> n) {
        final int area = n.get('s') * n.get('s');
        final int d = n.getOrDefault('D', 0);
        final int s = n.getOrDefault('S', 0);
        return switch (family) {
            case "eSR-MAX" -> area * n.get('C') * n.get('K') * n.get('K');
            case "eSR-TM" -> 2 * area * n.get('C') * n.get('K') * n.get('K');
            case "eSR-TR" -> 3 * area * n.get('C') * n.get('K') * n.get('K');
            case "eSR-CNN" -> 25 * d + d + 9 * d * s + s + 9 * s * 2 * area * n.get('C');
            case "ESPCN" -> (d == 0 ? 9 * s + s : 25 * d + d + 9 * d * s + s) + 9 * s * area + area;
            case "FSRCNN" -> 25 * d + d + 1 + d * s + s + 1
                + n.get('M') * (9 * s * s + s + 1) + s * d + d + 1 + 81 * d + 1;
            case "Bicubic" -> Map.of(2, 121, 3, 225, 4, 361).get(n.get('s'));
            default -> throw new AssertionError(family);
        };
    }

    @Test
    void otherNamesAreNotThePools() {
        for (final String name : List.of("", "espcn", "eSR-TM", "eSR-TM_s2_K7", "eSR-TM_s2_K7_C3 ", "Bicubic_s",
            "Bicubic_s22", "ESPCN_s2_D-1_S3")) {
            assertTrue(EdgeSrPool.find(name).isEmpty(), name);
        }
        org.junit.jupiter.api.Assertions.assertThrows(GraphException.class, () -> EdgeSrPool.find("Bicubic_s7"));
    }

    /** The published taps at ×2: odd sixteenths of 1/128, the same on both sides of the centre between two pixels. */
    @Test
    void cubicTaps() {
        final float[] two = new EdgeSrBicubic(2).initialWeights(1).get("net.weight").data();
        // cubic(7/4), cubic(5/4), cubic(3/4), cubic(1/4); they sum up to 1 over every second tap
        final double[] taps = {0, 0, -3 / 128.0, -9 / 128.0, 29 / 128.0, 111 / 128.0, 111 / 128.0, 29 / 128.0,
            -9 / 128.0, -3 / 128.0, 0};
        for (int i = 0; i < 11; i++) {
            for (int j = 0; j < 11; j++) {
                assertEquals(taps[i] * taps[j], two[11 * i + j], 1e-7);
            }
        }
        assertArrayEquals(two, new EdgeSrBicubic(2).initialWeights(7).get("net.weight").data());
    }
}
