package sc.fiji.acuity.network.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.GraphException;

class ArchitecturesTest {

    private static final Set<Class<?>> COLOUR = Set.of(
        Carn.class,
        Dlsr.class,
        Edsr.class,
        Imdn.class,
        Safmn.class,
        SpanNetwork.class,
        Wdsr.class);

    static Stream<Architecture> all() {
        return Stream.of(Samples.small(), Samples.colour(), Samples.attentive(), Samples.published(), Samples.large())
            .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("all")
    void jsonRoundTrip(final Architecture architecture) {
        final String json = Architectures.toJson(architecture);
        final Architecture read = Architectures.fromJson(json);
        assertEquals(architecture, read);
        assertEquals(architecture.graph(), read.graph());
        assertEquals(json, Architectures.toJson(read));
    }

    @ParameterizedTest
    @MethodSource("all")
    void graphsEnlargeByTheScaleAndAreEqualEachTime(final Architecture architecture) {
        assertEquals(architecture.scale(), architecture.graph().scale());
        final int channels = COLOUR.contains(architecture.getClass()) ? 3 : 1;
        assertEquals(channels, architecture.graph().inputChannels());
        assertEquals(channels, architecture.graph().outputChannels());
        assertEquals(architecture.graph(), architecture.graph());
    }

    @Test
    void jsonAsItIsStored() {
        assertEquals(String.join("\n", "{", "  \"family\": \"edge-sr\",", "  \"variant\": \"TM\",", "  \"scale\": 2,",
            "  \"kernel\": 7,", "  \"channels\": 3", "}"),
            Architectures.toJson(new EdgeSr(EdgeSr.Variant.TM, 2, 7, 3)));
        assertEquals(Espcn.narrow(2, 2, 9), Architectures.fromJson("{\"skip\":true,\"sigmoid\":false,\"scale\":2,"
            + "\"activation\":\"LEAKY\",\"widths\":[9,9],\"kernels\":[3,3],\"family\":\"espcn\"}"));
    }

    @ParameterizedTest
    @CsvSource({"eSR-MAX_s2_K3_C1, 2", "eSR-TM_s3_K5_C16, 3", "eSR-TR_s4_K7_C8, 4", "eSR-CNN_s2_C2_D3_S6, 2",
        "ESPCN_s2_D16_S32, 2", "ESPCN_s4_D0_S27, 4", "FSRCNN_s2_D56_S12_M4, 2", "espcn, 2", "espcn, 3", "fsrcnn, 4",
        "espcn-5x24, 2", "espcn-2x9, 4", "falsr-a, 2", "falsr-b, 2", "falsr-c, 2", "falsr-c-table, 2",
        "carn, 2", "carn-m, 3", "imdn, 4",
        "safmn, 2", "span, 3", "span-28, 4", "span-52, 2", "edsr-baseline, 3", "srcnn, 2", "vdsr, 4",
        "wdsr-a, 2", "wdsr-b, 4", "dlsr, 3", "dlsr-tiny, 2"})
    void namesLeadToTheirNetwork(final String name, final int scale) {
        final Architecture architecture = Architectures.named(name, scale);
        assertEquals(name, architecture.toString());
        assertEquals(scale, architecture.scale());
    }

    @Test
    void namesOfThePool() {
        assertEquals(new EdgeSr(EdgeSr.Variant.TR, 2, 5, 4), Architectures.named("eSR-TR_s2_K5_C4", 2));
        assertEquals(new EdgeSrCnn(2, 8, 3, 9), Architectures.named("eSR-CNN_s2_C8_D3_S9", 2));
        assertEquals(Espcn.pool(3, 0, 9), Architectures.named("ESPCN_s3_D0_S9", 3));
        assertEquals(new Fsrcnn(4, 44, 12, 1, false), Architectures.named("FSRCNN_s4_D44_S12_M1", 4));
        assertEquals(List.of(
            "carn",
            "carn-m",
            "dlsr",
            "dlsr-tiny",
            "edsr-baseline",
            "espcn",
            "falsr-a",
            "falsr-b",
            "falsr-c",
            "falsr-c-table",
            "fsrcnn",
            "imdn",
            "safmn",
            "span",
            "span-28",
            "span-52",
            "srcnn",
            "vdsr",
            "wdsr-a",
            "wdsr-b"), Architectures.names());
    }

    @Test
    void noNameStandsForTwoNetworks() {
        final List<String> names = all().map(a -> a.scale() + " " + a).toList();
        assertEquals(names.size(), names.stream().distinct().count(), names.toString());
        // narrow in shape, but not in activation
        assertEquals("espcn[3,3][5,5]RELU-skip",
            new Espcn(2, List.of(3, 3), List.of(5, 5), Espcn.Nonlinearity.RELU, false, true).toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "espcn2 | 2 | there is no network 'espcn2'", "'' | 2 | there is no network ''",
        "ESPCN | 2 | there is no network 'ESPCN'", "eSR-XX_s2_K3_C1 | 2 | there is no network 'eSR-XX_s2_K3_C1'",
        "eSR-TM_s2_K7_C9999 | 2 | there is no network", "eSR-TM_s2_K7_C3 | 3 | eSR-TM_s2_K7_C3 enlarges by 2, not by 3",
        "eSR-TM_s9_K7_C3 | 9 | scale is 9, but must lie in 2..4", "espcn | 7 | scale is 7, but must lie in 2..4",
        "eSR-TM_s2_K4_C3 | 2 | kernel is 4, but must be odd", "eSR-TM_s2_K7_C0 | 2 | channels is 0",
        "espcn-0x5 | 2 | number of layers is 0", "espcn-3x0 | 2 | width is 0",
        "FSRCNN_s2_D0_S1_M1 | 2 | features is 0"})
    void namesThatLeadNowhere(final String name, final int scale, final String message) {
        final GraphException e = assertThrows(GraphException.class, () -> Architectures.named(name, scale));
        assertTrue(e.getMessage().startsWith(message), e.getMessage());
    }

    private static final String EDGE =
        "{\"family\":\"edge-sr\",\"variant\":\"TM\",\"scale\":2,\"kernel\":7,\"channels\":3}";

    private static void refused(final String json, final String message) {
        final GraphException e = assertThrows(GraphException.class, () -> Architectures.fromJson(json), json);
        assertTrue(String.valueOf(e.getMessage()).contains(message), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "true", "5", "[]", "\"espcn\"", "hello", "PK\u0003\u0004\u0000", "[{}]"})
    void notAnObject(final String json) {
        refused(json, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{]", "{\"family\":", "{\"family\":\"espcn\"", "{} {}", "{\"family\" \"espcn\"}"})
    void notJson(final String json) {
        refused(json, "");
    }

    @Test
    void hostileFields() {
        assertEquals("eSR-TM_s2_K7_C3", Architectures.fromJson(EDGE).toString());
        refused("{}", "family is missing");
        refused("{\"family\":null}", "family is missing");
        refused("{\"family\":[\"edge-sr\"]}", "family is missing");
        refused("{\"family\":{}}", "family is missing");
        refused("{\"family\":5}", "there is no family '5'");
        refused("{\"family\":\"java.lang.Runtime\"}",
            "there is no family 'java.lang.Runtime'; there are [carn, dlsr");
        refused(EDGE.replace("}", ",\"more\":1}"), "has [channels, kernel, scale, variant], not");
        refused(EDGE.replace(",\"channels\":3", ""), "has [channels, kernel, scale, variant], not");
        refused(EDGE.replace("channels", "Channels"), "has [channels, kernel, scale, variant], not");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"3\"", "\"three\"", "3.5", "true", "[3]", "[]", "{}", "1e400", "-1e400",
        "4294967299", "99999999999999999999999999", "-3", "0", "257", "2147483648", "NaN", "[[[[3]]]]",
        "{\"a\":{\"b\":3}}"})
    void hostileNumbers(final String value) {
        refused(EDGE.replace("\"channels\":3", "\"channels\":" + value), "");
        refused(Architectures.toJson(Espcn.narrow(2, 1, 3)).replaceFirst("(?s)\"widths\": \\[.*?\\]",
            "\"widths\": [" + value + "]").replace("257", "4097"), "");
    }

    @Test
    void hostileValuesOfOtherTypes() {
        refused(EDGE.replace("\"TM\"", "\"tm\""), "variant is missing or unknown");
        refused(EDGE.replace("\"TM\"", "null"), "variant is missing or unknown");
        refused(EDGE.replace("\"TM\"", "1"), "");
        refused(EDGE.replace("\"TM\"", "[\"TM\"]"), "");
        final String espcn = Architectures.toJson(Espcn.narrow(2, 2, 3));
        refused(espcn.replace("\"sigmoid\": false", "\"sigmoid\": \"yes\""), "sigmoid is \"yes\"");
        refused(espcn.replace("\"sigmoid\": false", "\"sigmoid\": \"false\""), "sigmoid is \"false\"");
        refused(espcn.replace("\"sigmoid\": false", "\"sigmoid\": null"), "");
        refused(espcn.replace("\"sigmoid\": false", "\"sigmoid\": 0"), "");
        refused(espcn.replaceFirst("(?s)\"kernels\": \\[.*?\\]", "\"kernels\": null"), "kernels is missing");
        refused(espcn.replaceFirst("(?s)\"kernels\": \\[.*?\\]", "\"kernels\": 3"), "");
        refused(espcn.replaceFirst("(?s)\"kernels\": \\[.*?\\]", "\"kernels\": [3, null]"),
            "a member of kernels is missing");
        refused(espcn.replaceFirst("(?s)\"kernels\": \\[.*?\\]", "\"kernels\": [3]"), "1 kernels do not fit 2 widths");
        refused(espcn.replaceFirst("(?s)\"kernels\": \\[.*?\\]", "\"kernels\": [3, 4]"),
            "kernel is 4, but must be odd");
    }

    @Test
    void genotypesThatAreNone() {
        final String json = Architectures.toJson(Falsr.b());
        refused(json.replace("\"1100010\"", "\"110001\""), "connections of source 0 must be 7 digits");
        refused(json.replace("\"1100010\"", "\"1100012\""), "connections of source 0 must be 7 digits");
        refused(json.replace("\"1100010\"", "null"), "a member of connections is missing");
        refused(json.replace("\"1100010\"", "1100010"), "connections is");
        refused(json.replace("\"GROUP4\"", "\"GROUP3\""), "operation is missing or unknown");
        refused(json.replace("\"filters\": 48", "\"filters\": 47"), "filters is 47, but must be a multiple of 4");
        refused(json.replace("\"filters\": 48", "\"filters\": 48, \"more\": 1"), "cells is");
        refused(json.replaceFirst("\\{\\s+\"operation\"[^}]*},", ""), "number of cells is 6");
        refused(json.replaceFirst("\\{\\s+\"operation\"[^}]*}", "null"), "a member of cells is missing");
    }

    @Test
    void cellsOfDlsrThatCannotBe() {
        final String json = Architectures.toJson(Dlsr.tiny(2)).replaceAll("\\s", "");
        refused(json.replace("\"width\":18", "\"width\":17"), "width is 17, but must be even");
        refused(json.replace("[[1,2],", "[[1,3],"), "cell that cell 3 reads is 3, but must lie in 1..2");
        refused(json.replace("[[1,2],", "[[0,1],"), "cell that cell 3 reads is 0");
        refused(json.replace("[[1,2],", "[[1,2,1],"), "number of cells that a cell reads is 3");
        refused(json.replace("[[1,2],", "[null,"), "a member of connections is missing");
        refused(json.replace("[[1,2],", "["), "number of connections is 3");
        refused(json.replace("\"SEP7\",", ""), "number of steps is 2");
        refused(json.replace("\"SEP7\"", "\"SEP9\""), "a member of steps is missing");
    }

    @Test
    void sizesThatCannotBe() {
        final String carn = Architectures.toJson(Carn.mobile(2));
        refused(carn.replace("\"groups\": 4", "\"groups\": 5"), "width is 64, but must be a multiple of the groups, 5");
        refused(carn.replace("\"groups\": 4", "\"groups\": 0"), "groups is 0, but must lie in 1..64");
        refused(carn.replace("EFFICIENT", "PLAIN"), "block is missing or unknown");
        refused(Architectures.toJson(Imdn.original(2)).replace("64", "15"), "width is 15, but must lie in 16..1024");
        refused(Architectures.toJson(Imdn.original(2)).replace("64", "18"), "width is 18, but must be a multiple of 4");
        refused(Architectures.toJson(Safmn.original(2)).replace("36", "34"), "width is 34, but must be a multiple of 4");
        refused(Architectures.toJson(Safmn.original(2)).replace("\"blocks\": 8", "\"blocks\": 0"), "blocks is 0");
        refused(Architectures.toJson(SpanNetwork.of(2, 48)).replace("48", "0"), "width is 0");
    }

    @Test
    void cellsThatThePaperSearches() {
        assertEquals(192, FalsrCell.options().stream().distinct().count());
        Stream.of(Falsr.a(), Falsr.b(), Falsr.c()).flatMap(f -> f.cells().stream())
            .forEach(cell -> assertTrue(FalsrCell.options().contains(cell), cell.toString()));
        assertEquals("bottleneck48k1r2s", Falsr.b().cells().get(1).toString());
    }

    @Test
    void hostileSizes() {
        refused("[".repeat(500_000), "");
        refused("{\"a\":".repeat(150_000), "");
        refused("{\"family\":\"edge-sr\",\"variant\":" + "[".repeat(200_000) + "]".repeat(200_000)
            + ",\"scale\":2,\"kernel\":7,\"channels\":3}", "");
        refused(" ".repeat(1 << 20) + EDGE, "characters; at most 1048576");
        refused(Architectures.toJson(Espcn.narrow(2, 1, 3)).replaceFirst("(?s)\"widths\": \\[.*?\\]",
            "\"widths\": [3" + ",3".repeat(100_000) + "]"), "number of layers is 100001");
        refused(EDGE.replace("edge-sr", "x".repeat(1_000_000)), "there is no family");
    }

    /** Not in the list of families, so it cannot be stored. */
    private record Unknown(int scale) implements Architecture {
        @Override
        public sc.fiji.acuity.network.Graph graph() {
            return Espcn.original(scale).graph();
        }
    }

    @Test
    void familiesThatAreNotListedCannotBeStored() {
        assertThrows(GraphException.class, () -> Architectures.toJson(new Unknown(2)));
    }
}
