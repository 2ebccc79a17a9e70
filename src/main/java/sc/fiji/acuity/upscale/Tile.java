package sc.fiji.acuity.upscale;

/**
 * Where a tile is cut out, and which of its pixels are kept. All in LR pixels.
 *
 * @param x left edge of what goes into the network
 * @param y upper edge of it
 * @param keepX first column that the tile is responsible for
 * @param keepY first row
 * @param keepWidth number of columns
 * @param keepHeight number of rows
 */
record Tile(int x, int y, int keepX, int keepY, int keepWidth, int keepHeight) {}
