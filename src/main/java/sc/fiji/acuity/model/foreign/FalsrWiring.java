package sc.fiji.acuity.model.foreign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.family.FalsrCell;
import sc.fiji.acuity.network.family.FalsrCell.Operation;

/**
 * Follows the operations of a published FALSR from the image to the result, and finds what each cell reads. Whatever is
 * not computed as {@link sc.fiji.acuity.network.family.Falsr} computes it is refused: names alone do not tell that.
 */
final class FalsrWiring {

    private static final String CONV = "Conv2D";
    private static final String ONES = "1,1,1,1";
    private static final int SHOWN = 8;

    private final ForeignTensors file;
    private final FalsrNames names;
    private final String fileName;
    /** Additions by what they add, in the order of the names. */
    private final Map<List<String>, String> additions = new HashMap<>();

    FalsrWiring(final ForeignTensors file, final FalsrNames names, final String fileName) {
        this.file = file;
        this.names = names;
        this.fileName = fileName;
        file.nodes().forEach((name, node) -> {
            if (node.inputs().size() == 2 && (node.operation().equals("Add") || node.operation().equals("AddV2"))) {
                additions.put(node.inputs().stream().sorted().toList(), name);
            }
        });
    }

    /** The connections as {@link sc.fiji.acuity.network.family.Falsr} has them: a word for each source. */
    List<String> connections() {
        final List<String> results = new ArrayList<>();
        final List<List<Integer>> reads = new ArrayList<>();
        final String features = rectified(names.features(), input(names.features() + "/" + CONV));
        require("Placeholder", input(names.features() + "/" + CONV));
        results.add(features);
        for (int i = 0; i < FalsrNames.CELLS; i++) {
            final String from = input(firstOf(i));
            reads.add(sources("cell" + i, from, results));
            results.add(cell(names.heads().get(i), names.cells().get(i), from));
        }
        final String from = input(names.fusion() + "/" + CONV);
        reads.add(sources("the fusion", from, results));
        final String sum = sum(rectified(names.fusion(), from), features);
        convolved(names.output(), shuffled(sum));
        return words(reads);
    }

    private static List<String> words(final List<List<Integer>> reads) {
        final List<String> words = new ArrayList<>();
        for (int source = 0; source < FalsrNames.CELLS; source++) {
            final StringBuilder word = new StringBuilder();
            for (int target = source + 1; target <= FalsrNames.CELLS; target++) {
                word.append(reads.get(target).contains(source) ? '1' : '0');
            }
            words.add(word.toString());
        }
        return words;
    }

    /** The operation of a cell that reads what the cell reads. */
    private String firstOf(final int cell) {
        final String head = names.heads().get(cell);
        return switch (names.cells().get(cell).operation()) {
            case CONV -> head + "_b0/" + CONV;
            case BOTTLENECK -> head + "_conv_supple/" + CONV;
            default -> head + "_b0/split";
        };
    }

    /** Which results a target reads; 0 is the features, 1 the first cell. */
    private List<Integer> sources(final String target, final String from, final List<String> results) {
        final ForeignTensors.Node node = node(from);
        List<String> read = List.of(from);
        if (node.operation().equals("ConcatV2") && node.inputs().size() > 1 && !results.contains(from)) {
            // the last input of it is the axis
            read = node.inputs().subList(0, node.inputs().size() - 1);
        }
        final List<Integer> sources = new ArrayList<>();
        for (final String name : read) {
            final int source = results.indexOf(name);
            if (source < 0) {
                throw misfit(target + " reads " + name + ", which is no result of the features or of an earlier cell");
            }
            if (!sources.isEmpty() && source <= sources.get(sources.size() - 1)) {
                throw misfit(target + " reads " + shown(read) + ", not in the order in which they are computed");
            }
            sources.add(source);
        }
        if (sources.isEmpty() || sources.get(sources.size() - 1) != results.size() - 1) {
            throw misfit(target + " reads " + shown(read) + ", without " + results.get(results.size() - 1)
                + ", the one before it");
        }
        return sources;
    }

    private String cell(final String head, final FalsrCell cell, final String from) {
        if (cell.operation() == Operation.BOTTLENECK) {
            return bottleneck(head, cell, from);
        }
        String x = from;
        String first = null;
        for (int j = 0; j < cell.repeats(); j++) {
            final String layer = head + "_b" + j;
            x = cell.operation() == Operation.CONV ? rectified(layer, x) : grouped(layer, cell.operation(), x);
            first = j == 0 ? x : first;
        }
        return cell.skip() ? sum(first, x) : x;
    }

    private String bottleneck(final String head, final FalsrCell cell, final String from) {
        final String entry = convolved(head + "_conv_supple", from);
        String x = entry;
        for (int j = 0; j < cell.repeats(); j++) {
            String y = rectified(head + "_b" + j + "_conv_1", x);
            final String depthwise = head + "_b" + j + "depth_wise";
            y = step("DepthwiseConv2dNative", depthwise + "/depthwise", y);
            y = step("Relu", depthwise + "/Relu", step("BiasAdd", depthwise + "/bias_add", y));
            x = sum(x, convolved(head + "_b" + j + "_conv_2", y));
        }
        return cell.skip() ? sum(entry, x) : x;
    }

    private String grouped(final String layer, final Operation operation, final String from) {
        final int groups = operation == Operation.GROUP2 ? 2 : 4;
        final List<String> expected = new ArrayList<>();
        final String split = layer + "/split";
        expectInput(split, require("Split", split), 1, from);
        for (int g = 0; g < groups; g++) {
            final String part = g == 0 ? "" : ":" + g;
            final String conv = layer + "/" + CONV + (g == 0 ? "" : "_" + g);
            step(CONV, conv, split + part);
            expectInput(conv, node(conv), 1, layer + "/split_1" + part);
            expected.add(conv);
        }
        final String concat = layer + "/concat";
        final List<String> joined = require("ConcatV2", concat).inputs();
        if (joined.size() != groups + 1 || !joined.subList(0, groups).equals(expected)) {
            throw misfit(concat + " joins " + shown(joined) + ", not " + expected);
        }
        return step("Relu", layer + "/Relu", step("BiasAdd", layer + "/bias_add", concat));
    }

    private String convolved(final String layer, final String from) {
        return step("BiasAdd", layer + "/BiasAdd", step(CONV, layer + "/" + CONV, from));
    }

    private String rectified(final String layer, final String from) {
        return step("Relu", layer + "/Relu", convolved(layer, from));
    }

    /** The addition of two results, wherever it stands. */
    private String sum(final String a, final String b) {
        final String[] sorted = {a, b};
        Arrays.sort(sorted);
        final String sum = additions.get(List.of(sorted));
        if (sum == null) {
            throw misfit(a + " and " + b + " are not added");
        }
        return sum;
    }

    private String shuffled(final String from) {
        final String shuffle = input(names.output() + "/" + CONV);
        step("DepthToSpace", shuffle, from);
        expect(shuffle, "block_size", "2");
        return shuffle;
    }

    /** The operation of that name, if it is the expected one and reads what it shall. */
    private String step(final String operation, final String name, final String from) {
        final ForeignTensors.Node node = require(operation, name);
        expectInput(name, node, 0, from);
        expect(name, "data_format", "NHWC");
        if (operation.contains("Conv")) {
            expect(name, "padding", "SAME");
            expect(name, "strides", ONES);
            expect(name, "dilations", ONES);
        }
        return name;
    }

    private void expectInput(final String name, final ForeignTensors.Node node, final int index, final String from) {
        if (node.inputs().size() <= index || !node.inputs().get(index).equals(from)) {
            throw misfit(name + " reads " + shown(node.inputs()) + ", not " + from);
        }
    }

    /** An attribute that is not there has the value that TensorFlow takes for it, which is the expected one. */
    private void expect(final String name, final String attribute, final String value) {
        final String found = node(name).attributes().getOrDefault(attribute, value);
        if (!found.equals(value)) {
            throw misfit(name + " has " + attribute + " " + found + ", not " + value);
        }
    }

    /** What the operation takes as its image. */
    private String input(final String name) {
        final ForeignTensors.Node node = node(name);
        final int index = node.operation().equals("Split") ? 1 : 0;
        if (node.inputs().size() <= index) {
            throw misfit(name + " reads nothing");
        }
        return node.inputs().get(index);
    }

    private ForeignTensors.Node require(final String operation, final String name) {
        final ForeignTensors.Node node = node(name);
        if (!node.operation().equals(operation)) {
            throw misfit(name + " is the operation " + node.operation() + ", not " + operation);
        }
        return node;
    }

    private ForeignTensors.Node node(final String name) {
        final ForeignTensors.Node node = file.nodes().get(name);
        if (node == null) {
            throw misfit("there is no operation " + name);
        }
        return node;
    }

    private static List<String> shown(final List<String> names) {
        return names.stream().limit(SHOWN).toList();
    }

    private AcuityException misfit(final String reason) {
        return new AcuityException(fileName, "is a FALSR network, but " + reason,
            "give one of the published graphs, or another of the same search space");
    }
}
