package sc.fiji.acuity.train;

import java.util.Optional;
import java.util.OptionalDouble;

import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Weights;

/** A run's held-out images, with what bicubic and the first weights make of them. */
final class Watch {

    private final Validation validation;
    private final Graph graph;
    private final Optional<Validation.Result> bicubic;
    private final Optional<Validation.Result> start;
    private OptionalDouble last = OptionalDouble.empty();

    /** What was seen at one time. */
    record Seen(Optional<TrainingListener.Scores> scores, Optional<TrainingListener.Patch> patch) {

        OptionalDouble psnr() {
            return scores.isPresent() ? OptionalDouble.of(scores.get().now()) : OptionalDouble.empty();
        }
    }

    Watch(final Trainer trainer) {
        validation = trainer.validation();
        graph = trainer.settings().architecture().graph();
        bicubic = validation.isEmpty() ? Optional.empty() : Optional.of(validation.bicubic());
        start = validation.isEmpty() ? Optional.empty()
            : trainer.start().map(weights -> validation.score(graph, weights));
    }

    Seen look(final Weights weights) {
        if (validation.isEmpty()) {
            return new Seen(Optional.empty(), Optional.empty());
        }
        final Validation.Result now = validation.score(graph, weights);
        last = OptionalDouble.of(now.psnr());
        final Optional<Plane[]> before = start.map(Validation.Result::first);
        return new Seen(Optional.of(new TrainingListener.Scores(now.psnr(), bicubic.orElseThrow().psnr(),
            start.map(result -> OptionalDouble.of(result.psnr())).orElse(OptionalDouble.empty()))),
            validation.patch(bicubic.orElseThrow().first(), before, now.first()));
    }

    /** The last score. */
    OptionalDouble last() {
        return last;
    }
}
