package sc.fiji.acuity.command.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import sc.fiji.acuity.train.RunPlots;
import sc.fiji.acuity.train.TrainingListener;

/** What a run has told so far: written by the thread that trains, looked at by that of the window. */
final class RunView implements TrainingListener {

    private final List<RunPlots.Point> points = new ArrayList<>();
    private Report last;
    private long heard;
    private String notice = "";
    private String stage = "";
    private double fraction;
    private boolean changed;

    /**
     * All that there is to show.
     *
     * @param report the last one
     * @param secondsSince the last one
     * @param isNew whether there was a report, or points, since the last look
     * @param stage what is done before and after the training; empty during it
     */
    record Shown(Optional<Report> report, double secondsSince, List<RunPlots.Point> points, boolean isNew,
        String notice, String stage, double fraction) { }

    synchronized void add(final List<RunPlots.Point> before) {
        points.addAll(before);
        changed = true;
    }

    @Override
    public synchronized void measured(final Report report) {
        points.add(RunPlots.Point.of(report));
        last = report;
        heard = System.nanoTime();
        notice = "";
        stage = "";
        changed = true;
    }

    @Override
    public synchronized void notice(final String message) {
        notice = message;
    }

    synchronized void stage(final String text, final double done) {
        stage = text;
        fraction = done;
    }

    synchronized Shown look() {
        final boolean isNew = changed;
        changed = false;
        return new Shown(Optional.ofNullable(last), (System.nanoTime() - heard) / 1e9,
            isNew ? List.copyOf(points) : List.of(), isNew, notice, stage, fraction);
    }
}
