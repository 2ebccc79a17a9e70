package sc.fiji.acuity.model.foreign;

import java.util.Optional;

import sc.fiji.acuity.network.family.Imdn;

/**
 * IMDN as its authors publish it: a state dict named as the nodes here are. Width, number of blocks and scale follow from
 * the tensors. The authors' networks for real photographs begin with two strided layers, {@code fea_conv.0} and
 * {@code fea_conv.2}, and are others.
 */
final class ImdnRecogniser implements Recogniser {

    private static final String HEAD = "fea_conv.weight";
    private static final String TAIL = "upsampler.0.weight";

    @Override
    public String family() {
        return "IMDN (PyTorch)";
    }

    @Override
    public Optional<Imported> recognise(final ForeignTensors file, final Hints hints) {
        if (file.get(HEAD).isEmpty() || file.get("IMDB1.c1.weight").isEmpty()) {
            return Optional.empty();
        }
        final Found found = new Found(file, hints);
        final int width = found.kernel(HEAD, "[width, 3, 3, 3]")[0];
        final String expected = "[3 · s², width, 3, 3] with the scale s";
        final int last = found.kernel(TAIL, expected)[0];
        final int modules = modules(file);
        for (int scale = 2; scale <= 4; scale++) {
            if (last == 3 * scale * scale) {
                final int s = scale;
                found.add(() -> new Imdn(s, width, modules), name -> name);
            }
        }
        final Choice choice = found.choose(TAIL, expected);
        return Optional.of(new Imported(choice.architecture().toString(), choice.architecture(), choice.weights(),
            false, Paper.IMDN, choice.facts()));
    }

    private static int modules(final ForeignTensors file) {
        int number = 1;
        while (file.get("IMDB" + (number + 1) + ".c1.weight").isPresent()) {
            number++;
        }
        return number;
    }
}
