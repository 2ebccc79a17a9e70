package sc.fiji.acuity.search.policy;

/**
 * How parameters are stepped (Kingma and Ba 2015).
 *
 * @param rate of learning, positive
 * @param beta1 share of the mean gradient that is kept, in [0, 1)
 * @param beta2 the same of the mean squared gradient
 * @param weightDecay times the parameters is added to the gradient
 */
public record AdamSettings(double rate, double beta1, double beta2, double weightDecay) {

    /** With β₁ = 0.9, β₂ = 0.999 and no weight decay. */
    public AdamSettings(final double rate) {
        this(rate, 0.9, 0.999, 0);
    }

    public AdamSettings {
        if (!(rate > 0 && rate < 1 && beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1 && weightDecay >= 0)) {
            throw new IllegalArgumentException("no settings of Adam: " + rate + ", " + beta1 + ", " + beta2 + ", "
                + weightDecay);
        }
    }
}
