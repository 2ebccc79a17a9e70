package sc.fiji.acuity.network.drawing;

/** How much of a network a drawing shows. */
public enum Detail {
    /** One box for each cell or block, where the family names its nodes {@code cell.node}. */
    CELLS,
    /** One box for each layer; activations and constant factors stand in the box of the layer before them. */
    LAYERS
}
