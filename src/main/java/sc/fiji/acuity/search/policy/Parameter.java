package sc.fiji.acuity.search.policy;

/**
 * A matrix, or a vector of one column, that is learned.
 *
 * @param name unique in its {@link Parameters}
 * @param values row by row; changed by {@link Parameters#step}
 * @param gradient the same; {@link Tape#backward} adds to it
 * @param mean of gradients, Adam's
 * @param square mean of squared gradients, Adam's
 */
record Parameter(String name, int rows, int columns, double[] values, double[] gradient, double[] mean,
    double[] square) {

    Parameter(final String name, final int rows, final int columns) {
        this(name, rows, columns, new double[rows * columns], new double[rows * columns], new double[rows * columns],
            new double[rows * columns]);
    }
}
