package sc.fiji.acuity.search;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.network.Architecture;

/** Says what a candidate is worth. */
public interface Scorer {

    /**
     * @return all that the goal asks for
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    Scores score(Candidate candidate, Architecture architecture, Progress progress);
}
