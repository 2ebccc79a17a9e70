package sc.fiji.acuity.model.foreign;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import sc.fiji.acuity.network.family.EdgeSr;
import sc.fiji.acuity.network.family.EdgeSr.Variant;
import sc.fiji.acuity.network.family.EdgeSrCnn;
import sc.fiji.acuity.network.family.Espcn;
import sc.fiji.acuity.network.family.Fsrcnn;

/**
 * The networks of the edge-SR pool, as its authors publish them: state dicts of {@code filter} (one layer and CNN) or
 * {@code net} (ESPCN and FSRCNN). They take luma in studio range.
 *
 * <p>Shapes do not tell everything: with s² · C · 1, 2 or 3 channels for MAX, TM or TR, a convolution to 64 channels is
 * one of four networks; FSRCNN's last kernel is the same at every scale. {@link Choice} decides between those that fit.
 */
final class EdgeSrRecogniser implements Recogniser {

    private static final String WEIGHT = ".weight";
    private static final String ONE_LAYER = "filter" + WEIGHT;
    private static final Pattern CNN = Pattern.compile("filter\\.\\d{1,3}\\.(weight|bias)");
    private static final Pattern NET = Pattern.compile("net\\.(\\d{1,3})\\.(weight|bias)");
    private static final List<Integer> SCALES = List.of(2, 3, 4);

    /** Layers of FSRCNN besides those that map, with the PReLU behind each: two before, one after. */
    private static final int FSRCNN_LAYERS = 6;

    @Override
    public String family() {
        return "edge-SR, with its ESPCN and FSRCNN (PyTorch)";
    }

    @Override
    public Optional<Imported> recognise(final ForeignTensors file, final Hints hints) {
        final Found found = new Found(file, hints);
        if (file.get(ONE_LAYER).isPresent()) {
            return Optional.of(imported(oneLayer(found)));
        }
        if (allNamed(file, CNN)) {
            return Optional.of(imported(cnn(found)));
        }
        if (!allNamed(file, NET)) {
            return Optional.empty();
        }
        return Optional.of(imported(file.get("net.1.weight").isPresent() ? fsrcnn(found) : espcn(found)));
    }

    private static Imported imported(final Choice choice) {
        final String name = choice.architecture().toString().toLowerCase(Locale.ROOT).replaceFirst("_s\\d", "");
        return new Imported(name.replace('_', '-'), choice.architecture(), choice.weights(), true, Paper.EDGE_SR,
            choice.facts());
    }

    private static boolean allNamed(final ForeignTensors file, final Pattern pattern) {
        return !file.tensors().isEmpty() && file.tensors().keySet().stream().allMatch(pattern.asMatchPredicate());
    }

    private static Choice oneLayer(final Found found) {
        final String expected = "[s² · C · 1, 2 or 3, 1, K, K] with the scale s";
        final int[] shape = found.kernel(ONE_LAYER, expected);
        for (final Variant variant : Variant.values()) {
            for (final int scale : SCALES) {
                final int parts = scale * scale * (variant.ordinal() + 1);
                if (shape[0] % parts == 0) {
                    found.add(() -> new EdgeSr(variant, scale, shape[2], shape[0] / parts), name -> name);
                }
            }
        }
        return found.choose(ONE_LAYER, expected);
    }

    private static Choice cnn(final Found found) {
        final String last = "filter.4" + WEIGHT;
        final String expected = "[2 · s² · C, S, 3, 3] with the scale s";
        final int features = found.kernel("filter.0" + WEIGHT, "[D, 1, 5, 5]")[0];
        final int shrink = found.kernel("filter.2" + WEIGHT, "[S, D, 3, 3]")[0];
        final int channels = found.kernel(last, expected)[0];
        for (final int scale : SCALES) {
            if (channels % (2 * scale * scale) == 0) {
                found.add(() -> new EdgeSrCnn(scale, channels / (2 * scale * scale), features, shrink),
                    name -> name.replace("conv1", "filter.0").replace("conv2", "filter.2")
                        .replaceFirst("^filter\\.weight", last));
            }
        }
        return found.choose(last, expected);
    }

    private static Choice espcn(final Found found) {
        final boolean two = found.file().get("net.4" + WEIGHT).isPresent();
        final String last = two ? "net.4" + WEIGHT : "net.2" + WEIGHT;
        final String expected = "[s², S, 3, 3] with the scale s";
        final int first = found.kernel("net.0" + WEIGHT, "[D, 1, 5, 5] or [S, 1, 3, 3]")[0];
        final int shrink = two ? found.kernel("net.2" + WEIGHT, "[S, D, 3, 3]")[0] : first;
        final int channels = found.kernel(last, expected)[0];
        for (final int scale : SCALES) {
            if (channels == scale * scale) {
                found.add(() -> Espcn.pool(scale, two ? first : 0, shrink), name -> {
                    final int layer = Integer.parseInt(name.substring("conv".length(), name.indexOf('.')));
                    return "net." + 2 * (layer - 1) + name.substring(name.indexOf('.'));
                });
            }
        }
        return found.choose(last, expected);
    }

    private static Choice fsrcnn(final Found found) {
        int highest = 0;
        for (final String name : found.file().tensors().keySet()) {
            final Matcher matcher = NET.matcher(name);
            if (matcher.matches()) {
                highest = Math.max(highest, Integer.parseInt(matcher.group(1)));
            }
        }
        final int features = found.kernel("net.0" + WEIGHT, "[D, 1, 5, 5]")[0];
        final int shrink = found.kernel("net.2" + WEIGHT, "[S, D, 1, 1]")[0];
        final int layers = highest / 2 - FSRCNN_LAYERS / 2;
        for (final int scale : SCALES) {
            found.add(() -> new Fsrcnn(scale, features, shrink, layers, false),
                name -> "net." + position(name, layers) + name.substring(name.lastIndexOf('.')));
        }
        return found.choose("net." + highest + WEIGHT, "[D, 1, 9, 9]");
    }

    /** Convolution i is at 2i of the sequence, its PReLU behind it. */
    private static int position(final String name, final int layers) {
        final String layer = name.substring(0, name.indexOf('.'));
        final int at = switch (layer) {
            case "feature" -> 0;
            case "shrink" -> 1;
            case "expand" -> layers + 2;
            case "deconv" -> layers + FSRCNN_LAYERS / 2;
            default -> Integer.parseInt(layer.substring("map".length())) + 1;
        };
        return 2 * at + (name.contains(".prelu.") ? 1 : 0);
    }
}
