package sc.fiji.acuity.upscale;

import java.awt.Rectangle;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.CpuFeatures;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.engine.LoadedNetwork;
import sc.fiji.acuity.engine.Precision;
import sc.fiji.acuity.image.Luma;
import sc.fiji.acuity.image.Memory;
import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.model.Card;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.network.Fold;
import sc.fiji.acuity.network.Grey;
import sc.fiji.acuity.network.ReceptiveField;

/**
 * A network, tile by tile. One for colour images sees red, green and blue of RGB images; everything else goes through
 * the grey network that is in it.
 */
final class NetworkMethod implements Method {

    private static final int COLOURS = 3;
    private static final int RGB = 24;
    private static final int FLOAT = 32;

    private final ModelPackage model;
    private final NetworkSource own;
    private final DeviceChoice device;
    private final int workers;
    private final int side;
    private final ReceptiveField field;
    private NetworkSource grey;
    private PrecisionRule.Agreement agreement;

    NetworkMethod(final ModelPackage model, final DeviceChoice device, final int workers) {
        // refused before anything is loaded, which nobody would release
        this(requireKnown(model), new NetworkSource(model.graph(), model.weights(), device), device, workers, 0);
    }

    /** @param side of tiles; 0 for the one that suits the network */
    NetworkMethod(final ModelPackage model, final LoadedNetwork network, final int workers, final int side) {
        this(model, new NetworkSource(model.weights(), DeviceChoice.CPU, network), DeviceChoice.CPU, workers, side);
    }

    private NetworkMethod(final ModelPackage model, final NetworkSource own, final DeviceChoice device,
        final int workers, final int side) {
        this.model = model;
        this.own = own;
        this.device = device;
        this.workers = workers;
        this.side = side;
        field = ReceptiveField.of(model.graph());
    }

    private static ModelPackage requireKnown(final ModelPackage model) {
        final int in = model.graph().inputChannels();
        final int out = model.graph().outputChannels();
        if (in != out || in != 1 && in != COLOURS) {
            throw new AcuityException(model.path().toString(), "makes " + out + " channels of " + in
                + ", neither luma nor red, green and blue", "choose another model: see acuity models list");
        }
        return model;
    }

    @Override
    public int scale() {
        return model.scale();
    }

    @Override
    public Map<String, String> enlarge(final PlaneSource source, final int[] planes, final Rectangle region,
        final IntensityMap[] maps, final Precision asked, final Result result, final Progress progress) {
        final NetworkSource chosen = network(source.bitDepth());
        final Cutting cutting = cutting(chosen, source.width(), source.height());
        final PlaneTasks tasks = new PlaneTasks(source, planes, region, maps, scale(), model.card().signal(),
            colour() && source.bitDepth() == RGB, cutting, result);
        return run(chosen, decide(asked, source.bitDepth()), cutting, tasks, region, progress)
            .map(smaller -> Map.of("tile", smaller)).orElse(Map.of());
    }

    /** Enlarges red, green and blue, or luma, in the network's units, without rounding. */
    Plane[] enlarge(final Plane[] lr, final Precision asked, final Progress progress) {
        final int width = lr[0].width();
        final int height = lr[0].height();
        final Cutting cutting = cutting(own, width, height);
        final RawTask task = new RawTask(lr, scale(), cutting);
        run(own, decide(asked, FLOAT), cutting, task, new Rectangle(width, height), progress);
        return task.result();
    }

    private Optional<String> run(final NetworkSource chosen, final Precision precision, final Cutting cutting,
        final TileRun.Tasks tasks, final Rectangle region, final Progress progress) {
        final TileRun run = new TileRun(chosen.in(precision), chosen.fp32(), cutting, tasks, region, progress)
            .within(budget());
        run.run(cutting.workers(workers, budget()), workers);
        return run.smaller();
    }

    /** Bytes for the intermediate results of all workers; a graphics card has memory of its own. */
    private long budget() {
        return own.fp32().device().equals("cpu") ? Memory.outsideHeap() : Long.MAX_VALUE;
    }

    @Override
    public int open(final PlaneSource source) {
        return fitting(source).workers(workers, budget()) + 1;
    }

    @Override
    public long outside(final PlaneSource source) {
        final Cutting cutting = fitting(source);
        if (cutting.bytes() > budget()) {
            throw new AcuityException(model.name(), "needs " + (cutting.bytes() >> 20)
                + " MB of memory for its smallest tile, and " + (budget() >> 20) + " MB are left beside Java's heap",
                "give Java less memory (-Xmx), or choose another model");
        }
        return cutting.bytes() * cutting.workers(workers, budget());
    }

    private Cutting fitting(final PlaneSource source) {
        final NetworkSource chosen = network(source.bitDepth());
        return cutting(chosen, source.width(), source.height()).within(chosen.fp32().graph(), budget());
    }

    @Override
    public double probe(final Job job, final Progress progress) {
        final Cutting cutting = fitting(job.source());
        final int bits = job.source().bitDepth();
        final LoadedNetwork network = network(bits).in(decide(job.options().precision(), bits));
        final long tiles = (long) cutting.plan().touching(job.region()).size() * job.subset().size();
        final int busy = (int) Math.min(cutting.workers(workers, budget()), tiles);
        return TileProbe.seconds(network, cutting, busy, workers, progress) * Math.ceil((double) tiles / busy);
    }

    private Cutting cutting(final NetworkSource chosen, final int width, final int height) {
        return Cutting.of(chosen.fp32().graph(), width, height, side);
    }

    /** One decision for the colour network and the grey one in it. */
    private synchronized Precision decide(final Precision asked, final int bits) {
        final boolean matrices = own.fp32().device().equals("cpu") && CpuFeatures.local().bfloat16Matrices();
        return PrecisionRule.decide(asked, matrices, this::agreement, bits);
    }

    private PrecisionRule.Agreement agreement() {
        if (agreement == null) {
            agreement = PrecisionRule.Agreement.of(ModelTest.infer(own.fp32(), model.testInput()).data(),
                ModelTest.infer(own.in(Precision.BF16), model.testInput()).data(), model.card().signal().low(),
                model.card().signal().high());
        }
        return agreement;
    }

    private boolean colour() {
        return model.graph().inputChannels() == COLOURS;
    }

    private synchronized NetworkSource network(final int bits) {
        if (!colour() || bits == RGB) {
            return own;
        }
        if (grey == null) {
            final Fold.Folded converted = Grey.of(model.graph(), model.weights(), Luma.shares());
            grey = new NetworkSource(converted.graph(), converted.weights(), device);
        }
        return grey;
    }

    @Override
    public Map<String, String> describe(final Precision asked, final int bits) {
        final LoadedNetwork network = network(bits).in(decide(asked, bits));
        final Map<String, String> facts = new LinkedHashMap<>();
        facts.put("model", model.name());
        facts.put("scale", Integer.toString(scale()));
        facts.put("checksum", "sha256:" + model.checksum());
        facts.put("device", network.device());
        facts.put(Upscaler.NUMERICS, network.numerics());
        facts.put("tile", field.exact() ? Cutting.side(field, side) + " LR pixels, halo " + field.halo()
            : "whole up to " + (Cutting.WHOLE >> 20) + " MB");
        return facts;
    }

    @Override
    public Map<String, String> describe(final PlaneSource source, final Precision asked) {
        final Map<String, String> facts = new LinkedHashMap<>(describe(asked, source.bitDepth()));
        if (colour()) {
            facts.put("colour", source.bitDepth() == RGB ? "red, green and blue by the network"
                : "the colour network converted to one channel");
        }
        final Cutting cutting = cutting(network(source.bitDepth()), source.width(), source.height());
        if (!cutting.exact()) {
            facts.put("tile", cutting.plan().width() + " x " + cutting.plan().height() + " LR pixels, halo "
                + cutting.halo() + "; the network looks at the whole image, tiles change it " + difference());
        } else if (!field.exact()) {
            facts.put("tile", "whole");
        }
        if (cutting.width() != source.width() || cutting.height() != source.height()) {
            facts.put("padding", "mirrored to " + cutting.width() + " x " + cutting.height() + " LR pixels");
        }
        return facts;
    }

    private String difference() {
        final Card.Trust trust = model.card().trust();
        return trust.tileDifference().isPresent()
            ? String.format(Locale.ROOT, "by up to %.1e of its range where measured",
                trust.tileDifference().getAsDouble())
            : "by an amount that is not measured";
    }

    @Override
    public boolean bounded() {
        return model.card().signal().bounded();
    }

    @Override
    public void close() {
        own.close();
        if (grey != null) {
            grey.close();
        }
    }
}
