package sc.fiji.acuity.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;

import sc.fiji.acuity.image.LumaRange;
import sc.fiji.acuity.network.Count;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.ReceptiveField;

/**
 * The model card: who made a network, from what, how it is used, and how far it can be trusted. In a package it is
 * {@code card.yaml}.
 *
 * <pre>{@code
 * Card card = new Card(new ModelName("mine", 2),
 *     Card.About.of("Trained on my own nuclei.", "CC0-1.0"), Card.Signal.LUMA, Card.Facts.UNKNOWN,
 *     new Card.Trust(Map.of("fp32", 1e-5), OptionalDouble.of(1e-4), List.of(), "Nuclei only."), Optional.empty());
 * }</pre>
 *
 * {@link Facts} need not be known to whoever makes a card: {@link ModelPackage#save} finds them. Texts that are not
 * known are empty.
 *
 * @param id the name of the package, scale included
 * @param training for a network that was trained with this program
 * @param source for one that was imported from a file of another
 * @param tuning for one that was fine-tuned from another
 * @param search for one whose network was found by a search
 */
public record Card(ModelName id, About about, Signal signal, Facts facts, Trust trust, Optional<Training> training,
    Optional<Source> source, Optional<Tuning> tuning, Optional<Search> search) {

    /** Of a network that no search has found. */
    public Card(final ModelName id, final About about, final Signal signal, final Facts facts, final Trust trust,
        final Optional<Training> training, final Optional<Source> source, final Optional<Tuning> tuning) {
        this(id, about, signal, facts, trust, training, source, tuning, Optional.empty());
    }

    /** Of a network that was not fine-tuned. */
    public Card(final ModelName id, final About about, final Signal signal, final Facts facts, final Trust trust,
        final Optional<Training> training, final Optional<Source> source) {
        this(id, about, signal, facts, trust, training, source, Optional.empty());
    }

    /** Of a network that was neither imported nor fine-tuned. */
    public Card(final ModelName id, final About about, final Signal signal, final Facts facts, final Trust trust,
        final Optional<Training> training) {
        this(id, about, signal, facts, trust, training, Optional.empty());
    }

    /** The same card with other facts. */
    public Card with(final Facts other) {
        return new Card(id, about, signal, other, trust, training, source, tuning, search);
    }

    /**
     * What people want to know first.
     *
     * @param license an SPDX identifier, such as {@code CC0-1.0}
     * @param documentation an address or a file name
     */
    public record About(String description, List<Author> authors, List<Citation> cite, String license,
        String documentation, List<String> tags)
    {
        public About {
            authors = List.copyOf(authors);
            cite = List.copyOf(cite);
            tags = List.copyOf(tags);
        }

        /** Description and licence, and nothing else known. */
        public static About of(final String description, final String license) {
            return new About(description, List.of(), List.of(), license, "", List.of());
        }
    }

    /** @param affiliation may be empty */
    public record Author(String name, String affiliation) { }

    /** @param doi without {@code https://doi.org/}; may be empty */
    public record Citation(String text, String doi) { }

    /**
     * The images that the network takes and gives.
     *
     * @param channels 1 for luma or grey, 3 for red, green, blue
     * @param luma for one channel; empty for any other number
     * @param low the value of black in the network's input and output
     * @param high the value of white
     * @param bounded whether the output cannot leave {@code low..high}, because the last operation is a sigmoid or a
     *        clip: such a network gets the full range of the image
     */
    public record Signal(int channels, Optional<LumaRange> luma, double low, double high, boolean bounded) {

        /** One channel of full-range luma in 0..1, unbounded: what our own networks take. */
        public static final Signal LUMA = new Signal(1, Optional.of(LumaRange.FULL), 0, 1, false);

        /** One channel of studio-range luma / 255, black at 16/255 and white at 235/255: what edge-SR networks take. */
        public static final Signal STUDIO_LUMA =
            new Signal(1, Optional.of(LumaRange.STUDIO), 16 / 255.0, 235 / 255.0, false);

        /** Red, green and blue in 0..1, unbounded. */
        public static final Signal RGB = new Signal(3, Optional.empty(), 0, 1, false);

        /** What so many channels are called. */
        public static List<String> names(final int channels) {
            return switch (channels) {
                case 1 -> List.of("luma");
                case 3 -> List.of("red", "green", "blue");
                default -> IntStream.range(0, channels).mapToObj(i -> "channel" + i).toList();
            };
        }

        /** The same for a network whose output is bounded, or not. */
        public Signal withBounded(final boolean other) {
            return new Signal(channels, luma, low, high, other);
        }
    }

    /**
     * What follows from architecture and weights.
     *
     * @param halo LR pixels on each side that an output pixel depends on; for other programs, as we ask the graph
     * @param parameters all values in the weights
     * @param multAddsPerPixel for each LR pixel
     * @param sha256 of {@code weights.safetensors}
     */
    public record Facts(int halo, long parameters, long multAddsPerPixel, String sha256) {

        /** For a card whose network is not trained yet. */
        public static final Facts UNKNOWN = new Facts(0, 0, 0, "");

        /** Large, and divisible by every stride: what is lost at the edge is rounded away. */
        private static final int PIXELS = 720;

        /** The facts of a network. */
        public static Facts of(final Graph graph, final String sha256) {
            final double area = (double) PIXELS * PIXELS;
            return new Facts(ReceptiveField.of(graph).halo(), Count.parameters(graph),
                Math.round(Count.multAdds(graph, PIXELS, PIXELS) / area), sha256);
        }
    }

    /**
     * How far the network can be trusted.
     *
     * @param selfTest by precision ({@code fp32}, {@code bf16}, …), how much the result of the self-test may differ
     *        from {@code test-output.npy}: the largest absolute difference, in units of the output
     * @param affineTolerance how far a·x+b in is from a·y+b out, in units of the range of the image
     * @param tileDifference of a network that looks at the whole image: how far tiles of a large one are from the
     *        whole, in units of the range; empty for others, and where it is not measured
     * @param limits in plain words: for which images the network is not meant
     */
    public record Trust(Map<String, Double> selfTest, OptionalDouble affineTolerance, OptionalDouble tileDifference,
        List<Evaluation> evaluations, String limits)
    {
        /** Of a network whose tiles are exact. */
        public Trust(final Map<String, Double> selfTest, final OptionalDouble affineTolerance,
            final List<Evaluation> evaluations, final String limits)
        {
            this(selfTest, affineTolerance, OptionalDouble.empty(), evaluations, limits);
        }

        public Trust {
            selfTest = Collections.unmodifiableMap(new TreeMap<>(selfTest));
            evaluations = List.copyOf(evaluations);
        }
    }

    /**
     * A measurement.
     *
     * @param protocol how it was measured: {@code standard}, {@code esr}, …
     * @param bicubic what bicubic interpolation reaches on the same images
     * @param start what the model reaches that this one was fine-tuned from
     */
    public record Evaluation(String dataset, String protocol, Score score, Optional<Score> bicubic,
        Optional<Score> start) {

        /** Of a model that was not fine-tuned. */
        public Evaluation(final String dataset, final String protocol, final Score score,
            final Optional<Score> bicubic) {
            this(dataset, protocol, score, bicubic, Optional.empty());
        }
    }

    /** @param psnr in dB */
    public record Score(double psnr, double ssim) { }

    /**
     * Where the weights come from.
     *
     * @param data the images in a few words
     * @param images a line for each image or collection: its credit
     * @param recipe the file or the command that repeats the training
     * @param seconds how long it took
     */
    public record Training(String data, List<String> images, String recipe, long seed, long steps, double seconds) {

        public Training {
            images = List.copyOf(images);
        }
    }

    /**
     * The file that weights were imported from.
     *
     * @param file its name, without a folder
     * @param format what it is: {@code TensorFlow graph}
     * @param sha256 of the whole file
     */
    public record Source(String file, String format, String sha256) { }

    /**
     * What fine-tuning gained on images that nothing of it looked at.
     *
     * @param start the model that it began with
     * @param sha256 of that model's weights
     * @param degradation how LR images were made of HR ones
     * @param verdict what the images show, in a sentence
     * @param p the chance of such gains, or larger ones, where there is none (Wilcoxon signed-rank, two-sided); empty
     *        without held-out images
     * @param images whole ones, unrounded, without a border of as many pixels as the scale
     */
    public record Tuning(String start, String sha256, String degradation, String verdict, OptionalDouble p,
        List<HeldOut> images) {

        public Tuning {
            images = List.copyOf(images);
        }
    }

    /**
     * The search that found the network.
     *
     * @param space with what it was narrowed to, in words
     * @param candidate its number in the journal
     * @param genotype the options of the space that it takes
     * @param settings strategy, objectives, limits and how candidates were trained, in words
     * @param candidates how many were tried
     * @param journal SHA-256 of the search's journal, as it was then
     */
    public record Search(String space, long candidate, String genotype, String settings, long candidates,
        String journal) { }

    /** The scores of one image. */
    public record HeldOut(String image, Score bicubic, Score start, Score tuned) { }
}
