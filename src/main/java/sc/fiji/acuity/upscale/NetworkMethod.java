package sc.fiji.acuity.upscale;

import java.awt.Rectangle;
import java.util.LinkedHashMap;
import java.util.Map;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.engine.Engine;
import sc.fiji.acuity.engine.LoadedNetwork;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.network.ReceptiveField;

/** A network, tile by tile. */
final class NetworkMethod implements Method {

    /** Where useful throughput peaks: deep networks need long tiles, since the halo is computed twice. */
    private static final int DEEP_TILE = 256;
    private static final int SHALLOW_TILE = 192;
    private static final int DEEP_HALO = 6;

    private final ModelPackage model;
    private final LoadedNetwork network;
    private final ReceptiveField field;
    private final int workers;
    private final int side;

    NetworkMethod(final ModelPackage model, final DeviceChoice device, final int workers) {
        // refused before anything is loaded, which nobody would release
        this(requireSingleChannel(model), Engine.load(model.graph(), model.weights(), device), workers, 0);
    }

    /** @param side of tiles; 0 for the one that suits the network */
    NetworkMethod(final ModelPackage model, final LoadedNetwork network, final int workers, final int side) {
        this.model = model;
        this.network = network;
        this.workers = workers;
        field = ReceptiveField.of(model.graph());
        this.side = side > 0 ? side : field.halo() >= DEEP_HALO ? DEEP_TILE : SHALLOW_TILE;
    }

    private static ModelPackage requireSingleChannel(final ModelPackage model) {
        if (model.graph().inputChannels() != 1 || model.graph().outputChannels() != 1) {
            throw new AcuityException(model.path().toString(), "is a network for colour images, which is not supported",
                "choose a single-channel model: see acuity models list");
        }
        return model;
    }

    @Override
    public int scale() {
        return model.scale();
    }

    @Override
    public void enlarge(final PlaneSource source, final int[] planes, final Rectangle region, final IntensityMap[] maps,
        final Result result, final Progress progress) {
        final TilePlan plan = TilePlan.of(source.width(), source.height(), field, side);
        new TileRun(network, plan, new PlaneTasks(source, planes, region, maps, scale(), model.card().signal(), result),
            region, progress).run(workers);
    }

    @Override
    public IntensityMap unit() {
        return new IntensityMap(model.card().signal().low(), model.card().signal().high());
    }

    @Override
    public Map<String, String> describe() {
        final Map<String, String> facts = new LinkedHashMap<>();
        facts.put("model", model.name());
        facts.put("scale", Integer.toString(scale()));
        facts.put("checksum", "sha256:" + model.checksum());
        facts.put("device", network.device());
        facts.put("numerics", network.numerics());
        facts.put("tile", side + " LR pixels, halo " + field.halo());
        return facts;
    }

    @Override
    public boolean bounded() {
        return model.card().signal().bounded();
    }

    @Override
    public void close() {
        network.close();
    }
}
