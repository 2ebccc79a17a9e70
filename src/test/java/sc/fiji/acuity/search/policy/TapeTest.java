package sc.fiji.acuity.search.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.Function;

import org.junit.jupiter.api.Test;

class TapeTest {

    private final Parameter matrix = Differences.of("matrix", 3, 2, 0.3, -0.7, 1.1, 0.2, -0.4, 0.9);
    private final Parameter a = Differences.of("a", 2, 1, 0.5, -1.2);
    private final Parameter b = Differences.of("b", 2, 1, -0.8, 0.6);

    private void check(final Function<Tape, Tape.Vector> function) {
        Differences.clear(matrix, a, b);
        final Tape tape = new Tape();
        tape.backward(weighted(tape, function.apply(tape)), 1);
        Differences.check(List.of(matrix, a, b), () -> {
            final Tape again = new Tape();
            return weighted(again, function.apply(again)).scalar();
        });
    }

    /** A scalar that depends on every value in another way. */
    private static Tape.Vector weighted(final Tape tape, final Tape.Vector vector) {
        final double[] weights = new double[vector.length()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 1 + 0.7 * i * i;
        }
        return tape.dot(vector, tape.constant(weights));
    }

    @Test
    void gradientsAreThoseOfFiniteDifferences() {
        check(tape -> tape.times(matrix, tape.of(a)));
        check(tape -> tape.add(tape.of(a), tape.of(b)));
        check(tape -> tape.multiply(tape.of(a), tape.of(b)));
        check(tape -> tape.multiply(tape.of(a), tape.of(a)));
        check(tape -> tape.scale(tape.of(a), -3));
        check(tape -> tape.tanh(tape.of(a)));
        check(tape -> tape.sigmoid(tape.of(a)));
        check(tape -> tape.concat(tape.of(a), tape.of(b), tape.of(a)));
        check(tape -> tape.slice(tape.of(matrix), 2, 3));
        check(tape -> tape.gather(tape.of(matrix), 4, 0, 4));
        check(tape -> tape.row(matrix, 1));
        check(tape -> tape.sum(tape.of(a)));
        check(tape -> tape.dot(tape.of(a), tape.of(b)));
        check(tape -> tape.logSoftmax(tape.times(matrix, tape.of(a))));
        check(tape -> tape.pick(tape.logSoftmax(tape.times(matrix, tape.of(a))), 2));
        check(tape -> tape.entropy(tape.logSoftmax(tape.times(matrix, tape.of(a)))));
        check(tape -> tape.times(matrix, tape.tanh(tape.multiply(tape.of(a), tape.add(tape.of(a), tape.of(b))))));
    }

    @Test
    void logSoftmaxOfLargeValuesIsFinite() {
        final Tape tape = new Tape();
        assertArrayEquals(new double[] {0, -1000}, tape.logSoftmax(tape.constant(2000, 1000)).values());
        assertEquals(Math.log(4), tape.entropy(tape.logSoftmax(tape.constant(7, 7, 7, 7))).scalar(), 1e-15);
    }

    @Test
    void theGradientsOfAnLstmOverTwoStepsAreThoseOfFiniteDifferences() {
        final Parameters parameters = new Parameters(3, new AdamSettings(0.1));
        final Lstm lstm = new Lstm(parameters, "lstm", 2, 3);
        final Parameter first = parameters.uniform("first", 2, 1);
        final Function<Tape, Tape.Vector> function = tape -> {
            final Lstm.State one = lstm.step(tape, tape.of(first), lstm.zero(tape));
            return weighted(tape, lstm.step(tape, tape.constant(0.4, -0.3), one).output());
        };
        final Tape tape = new Tape();
        tape.backward(function.apply(tape), 1);
        Differences.check(parameters.all(), () -> function.apply(new Tape()).scalar());
    }

    @Test
    void adamTakesTheStepsOfItsPaper() {
        final Parameters parameters = new Parameters(1, new AdamSettings(0.1, 0.5, 0.75, 0.25));
        final Parameter one = parameters.uniform("one", 1, 1);
        one.values()[0] = 2;
        one.gradient()[0] = 1.5;
        parameters.step();
        // the first step is the rate in the direction of the gradient with its decay, 1.5 + 0.25 * 2
        assertEquals(1.9, one.values()[0], 1e-7);
        assertEquals(0, one.gradient()[0]);
        one.gradient()[0] = -0.475;
        parameters.step();
        // gradient 0 now: mean 0.5 * 1 / 0.75, square 0.75 * 1 / 0.4375
        assertEquals(1.9 - 0.1 * (0.5 / 0.75) / Math.sqrt(0.75 / 0.4375), one.values()[0], 1e-7);
    }
}
