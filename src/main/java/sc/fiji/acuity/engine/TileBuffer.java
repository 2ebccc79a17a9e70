package sc.fiji.acuity.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import sc.fiji.acuity.network.Graph;

/** Where the pixels of tiles of one size pass on their way into libtorch: outside of Java's heap. One tile at a time. */
final class TileBuffer {

    private final Shape shape;
    private final int outputSize;
    private final ByteBuffer buffer;

    TileBuffer(final Graph graph, final int height, final int width) {
        shape = new Shape(1, graph.inputChannels(), height, width);
        outputSize = Math.toIntExact(graph.resultShape(height, width).size());
        buffer = ByteBuffer.allocateDirect(Math.toIntExact(Math.multiplyExact(shape.size(), Float.BYTES)))
            .order(ByteOrder.nativeOrder());
    }

    void check(final float[] input, final float[] output) {
        if (input.length < shape.size() || output.length < outputSize) {
            throw new IllegalArgumentException("arrays of " + input.length + " and " + output.length
                + " values are too small for " + shape + " and " + outputSize);
        }
    }

    /** @param tile what the array goes with */
    NDArray load(final float[] input, final NDManager tile) {
        buffer.rewind().asFloatBuffer().put(input, 0, (int) shape.size());
        return tile.create(buffer, shape, DataType.FLOAT32);
    }

    void store(final NDArray result, final float[] output) {
        result.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer().get(output, 0, outputSize);
    }
}
