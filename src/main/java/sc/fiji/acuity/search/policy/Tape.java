package sc.fiji.acuity.search.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Records arithmetic on vectors and finds its gradient: reverse-mode differentiation.
 *
 * <pre>{@code
 * Tape tape = new Tape();
 * Tape.Vector logs = tape.logSoftmax(tape.times(weights, tape.constant(1, 2)));
 * tape.backward(tape.pick(logs, 0), 1); // adds to the gradient of weights
 * }</pre>
 *
 * Java's arithmetic and {@link StrictMath}: the same bytes on every machine.
 */
final class Tape {

    private final List<Runnable> reverse = new ArrayList<>();

    /**
     * A result.
     *
     * @param values not to be changed
     * @param gradient of what was given to {@link #backward}, as long as values
     */
    record Vector(double[] values, double[] gradient) {

        Vector(final double[] values) {
            this(values, new double[values.length]);
        }

        int length() {
            return values.length;
        }

        /** The only one. */
        double scalar() {
            if (values.length != 1) {
                throw new IllegalArgumentException(values.length + " values are no scalar");
            }
            return values[0];
        }
    }

    Vector constant(final double... values) {
        return new Vector(values.clone());
    }

    /** A parameter as it is, row by row. */
    Vector of(final Parameter parameter) {
        return new Vector(parameter.values(), parameter.gradient());
    }

    /** A row of a matrix: an embedding. */
    Vector row(final Parameter matrix, final int row) {
        final int columns = matrix.columns();
        final int from = row * columns;
        final Vector out = new Vector(Arrays.copyOfRange(matrix.values(), from, from + columns));
        reverse.add(() -> {
            for (int c = 0; c < columns; c++) {
                matrix.gradient()[from + c] += out.gradient[c];
            }
        });
        return out;
    }

    /** Matrix times vector. */
    Vector times(final Parameter matrix, final Vector x) {
        final int columns = matrix.columns();
        if (x.length() != columns) {
            throw new IllegalArgumentException(matrix.name() + " has " + columns + " columns, not " + x.length());
        }
        final double[] w = matrix.values();
        final double[] y = new double[matrix.rows()];
        for (int r = 0; r < y.length; r++) {
            double sum = 0;
            for (int c = 0; c < columns; c++) {
                sum += w[r * columns + c] * x.values[c];
            }
            y[r] = sum;
        }
        final Vector out = new Vector(y);
        reverse.add(() -> {
            for (int r = 0; r < y.length; r++) {
                final double slope = out.gradient[r];
                if (slope != 0) {
                    for (int c = 0; c < columns; c++) {
                        matrix.gradient()[r * columns + c] += slope * x.values[c];
                        x.gradient[c] += slope * w[r * columns + c];
                    }
                }
            }
        });
        return out;
    }

    Vector add(final Vector a, final Vector b) {
        same(a, b);
        final double[] sum = a.values.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b.values[i];
        }
        final Vector out = new Vector(sum);
        reverse.add(() -> {
            for (int i = 0; i < sum.length; i++) {
                a.gradient[i] += out.gradient[i];
                b.gradient[i] += out.gradient[i];
            }
        });
        return out;
    }

    /** Element by element. */
    Vector multiply(final Vector a, final Vector b) {
        same(a, b);
        final double[] product = a.values.clone();
        for (int i = 0; i < product.length; i++) {
            product[i] *= b.values[i];
        }
        final Vector out = new Vector(product);
        reverse.add(() -> {
            for (int i = 0; i < product.length; i++) {
                a.gradient[i] += out.gradient[i] * b.values[i];
                b.gradient[i] += out.gradient[i] * a.values[i];
            }
        });
        return out;
    }

    Vector scale(final Vector a, final double factor) {
        return each(a, v -> factor * v, (v, y) -> factor);
    }

    Vector tanh(final Vector a) {
        return each(a, StrictMath::tanh, (v, y) -> 1 - y * y);
    }

    Vector sigmoid(final Vector a) {
        return each(a, v -> 1 / (1 + StrictMath.exp(-v)), (v, y) -> y * (1 - y));
    }

    @FunctionalInterface
    private interface Slope {
        double at(double value, double result);
    }

    private Vector each(final Vector a, final DoubleUnaryOperator function, final Slope slope) {
        final Vector out = new Vector(Arrays.stream(a.values).map(function).toArray());
        reverse.add(() -> {
            for (int i = 0; i < a.length(); i++) {
                a.gradient[i] += out.gradient[i] * slope.at(a.values[i], out.values[i]);
            }
        });
        return out;
    }

    /** One after the other. */
    Vector concat(final Vector... parts) {
        final double[] joined = new double[Arrays.stream(parts).mapToInt(Vector::length).sum()];
        int at = 0;
        for (final Vector part : parts) {
            System.arraycopy(part.values, 0, joined, at, part.length());
            at += part.length();
        }
        final Vector out = new Vector(joined);
        reverse.add(() -> {
            int from = 0;
            for (final Vector part : parts) {
                for (int i = 0; i < part.length(); i++) {
                    part.gradient[i] += out.gradient[from++];
                }
            }
        });
        return out;
    }

    Vector slice(final Vector a, final int from, final int length) {
        final Vector out = new Vector(Arrays.copyOfRange(a.values, from, from + length));
        reverse.add(() -> {
            for (int i = 0; i < length; i++) {
                a.gradient[from + i] += out.gradient[i];
            }
        });
        return out;
    }

    Vector pick(final Vector a, final int index) {
        return slice(a, index, 1);
    }

    /** Some values, in an order. */
    Vector gather(final Vector a, final int... indices) {
        final Vector out = new Vector(Arrays.stream(indices).mapToDouble(i -> a.values[i]).toArray());
        reverse.add(() -> {
            for (int i = 0; i < indices.length; i++) {
                a.gradient[indices[i]] += out.gradient[i];
            }
        });
        return out;
    }

    /** Logarithms of the probabilities that a soft-max gives. */
    Vector logSoftmax(final Vector a) {
        final double largest = Arrays.stream(a.values).max().orElseThrow();
        double sum = 0;
        for (final double value : a.values) {
            sum += StrictMath.exp(value - largest);
        }
        final double log = largest + StrictMath.log(sum);
        final Vector out = new Vector(Arrays.stream(a.values).map(v -> v - log).toArray());
        reverse.add(() -> {
            double total = 0;
            for (final double slope : out.gradient) {
                total += slope;
            }
            for (int i = 0; i < a.length(); i++) {
                a.gradient[i] += out.gradient[i] - StrictMath.exp(out.values[i]) * total;
            }
        });
        return out;
    }

    /** -Σ p log p, of the logarithms of probabilities. */
    Vector entropy(final Vector logs) {
        double sum = 0;
        for (final double log : logs.values) {
            sum -= StrictMath.exp(log) * log;
        }
        final Vector out = new Vector(new double[] {sum});
        reverse.add(() -> {
            for (int i = 0; i < logs.length(); i++) {
                logs.gradient[i] -= out.gradient[0] * StrictMath.exp(logs.values[i]) * (1 + logs.values[i]);
            }
        });
        return out;
    }

    Vector dot(final Vector a, final Vector b) {
        return sum(multiply(a, b));
    }

    Vector sum(final Vector a) {
        double sum = 0;
        for (final double value : a.values) {
            sum += value;
        }
        final Vector out = new Vector(new double[] {sum});
        reverse.add(() -> {
            for (int i = 0; i < a.length(); i++) {
                a.gradient[i] += out.gradient[0];
            }
        });
        return out;
    }

    /** Adds {@code weight} times the gradient of a scalar to all it was made of. Once for a tape. */
    void backward(final Vector scalar, final double weight) {
        if (scalar.length() != 1) {
            throw new IllegalArgumentException(scalar.length() + " values are no scalar");
        }
        scalar.gradient[0] += weight;
        for (int i = reverse.size() - 1; i >= 0; i--) {
            reverse.get(i).run();
        }
        reverse.clear();
    }

    private static void same(final Vector a, final Vector b) {
        if (a.length() != b.length()) {
            throw new IllegalArgumentException(a.length() + " values and " + b.length());
        }
    }
}
