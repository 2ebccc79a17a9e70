package sc.fiji.acuity.evaluate;

import sc.fiji.acuity.image.Plane;

/**
 * A small image and the original that its enlargement is compared with.
 *
 * @param name for reports
 * @param lr red, green and blue in 0..255
 * @param hr red, green and blue in 0..255, scale times as wide and as high; grey images hold one plane three times
 */
record ImagePair(String name, Plane[] lr, Plane[] hr) {}
