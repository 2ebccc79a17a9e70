/** Pictures of networks: a graph as boxes and arrows, laid out in layers, as SVG or PNG. */
package sc.fiji.acuity.network.drawing;
