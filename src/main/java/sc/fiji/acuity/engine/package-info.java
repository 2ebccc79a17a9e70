/**
 * The only room that knows DJL and libtorch: devices, threads, running a graph and differentiating it.
 *
 * <pre>{@code
 * try (LoadedNetwork network = Engine.load(graph, weights, DeviceChoice.AUTO);
 *      Runner runner = network.runner(128, 128)) {
 *     runner.run(tile, enlarged);
 * }
 * }</pre>
 */
package sc.fiji.acuity.engine;
