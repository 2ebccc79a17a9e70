package sc.fiji.acuity.command.window;

import java.util.Locale;

import sc.fiji.acuity.train.TrainingListener;

/** What the window tells of a run in words. */
final class RunText {

    private RunText() {}

    /** Such as {@code Step 340 of 2000, 3 min 20 s left}. */
    static String step(final TrainingListener.Report report, final double secondsLeft) {
        return String.format(Locale.ROOT, "Step %,d of %,d", report.step(), report.steps())
            + (report.step() < report.steps() ? ", " + time(secondsLeft) + " left" : "");
    }

    /** Such as {@code  at step 340 of 2,000, after 3 min 20 s}. */
    static String end(final TrainingListener.Report last) {
        return String.format(Locale.ROOT, " at step %,d of %,d, after %s", last.step(), last.steps(),
            time(last.seconds()));
    }

    /** Such as {@code Held-out PSNR 33.41 dB: +1.52 dB against bicubic, +0.08 dB against the start}. */
    static String scores(final TrainingListener.Report report) {
        return report.scores().map(scores -> String.format(Locale.ROOT,
            "Held-out PSNR %.2f dB: %+.2f dB against bicubic", scores.now(), scores.now() - scores.bicubic())
            + (scores.start().isEmpty() ? "" : String.format(Locale.ROOT, ", %+.2f dB against the start",
                scores.now() - scores.start().getAsDouble())))
            .orElse("No image is held out: loss only");
    }

    /** In words for people: no more than two units. */
    static String time(final double seconds) {
        final long whole = Math.max(0, Math.round(seconds));
        if (whole < 60) {
            return whole + " s";
        }
        if (whole < 3600) {
            return whole / 60 + " min" + (whole < 600 && whole % 60 > 0 ? " " + whole % 60 + " s" : "");
        }
        return whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }
}
