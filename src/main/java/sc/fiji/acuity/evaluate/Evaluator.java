package sc.fiji.acuity.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.metric.Ssim;

/**
 * Scores an enlarger on a set of images.
 *
 * <pre>{@code
 * Evaluation result = Evaluator.evaluate(enlarger, ImageSet.open(folder, 2), Protocol.STANDARD, progress);
 * }</pre>
 */
public final class Evaluator {

    private Evaluator() {}

    /**
     * Enlarges and measures image after image; one pair of images is in memory at a time.
     *
     * @throws AcuityException if the scales of enlarger and set differ, an image cannot be used or is too small, the
     *     enlarger gives values that are not numbers, or the protocol does not fit the enlarger
     */
    public static Evaluation evaluate(final Enlarger enlarger, final ImageSet set, final Protocol protocol,
        final Progress progress) {
        if (enlarger.scale() != set.scale()) {
            throw new AcuityException("image set for scale " + set.scale(),
                "does not fit a model for scale " + enlarger.scale(),
                "choose a model and an image set of one scale");
        }
        final TimedEnlarger timed = new TimedEnlarger(enlarger);
        final List<ImageScore> scores = new ArrayList<>();
        for (final String name : set.names()) {
            progress.checkCancelled();
            scores.add(score(timed, set.load(name), protocol));
            progress.report("Evaluating", (double) scores.size() / set.names().size());
        }
        return new Evaluation(enlarger.scale(), protocol, scores, mean(scores, ImageScore::psnr),
            mean(scores, ImageScore::ssim), timed.seconds());
    }

    private static ImageScore score(final TimedEnlarger enlarger, final ImagePair pair, final Protocol protocol) {
        final int border = protocol.border(enlarger.scale());
        final int smallest = Ssim.WINDOW + 2 * border;
        final int width = pair.hr()[0].width();
        final int height = pair.hr()[0].height();
        if (width < smallest || height < smallest) {
            throw new AcuityException(pair.name(), "has " + width + " x " + height + " pixels, and protocol " + protocol
                + " needs " + smallest + " x " + smallest + " at scale " + enlarger.scale(),
                "remove it from the folder");
        }
        enlarger.nextImage(pair.name());
        return protocol.compared(enlarger, pair.lr(), pair.hr()).score(pair.name(), border);
    }

    private static double mean(final List<ImageScore> scores, final ToDoubleFunction<ImageScore> value) {
        return scores.stream().mapToDouble(value).average().orElseThrow();
    }
}
