package sc.fiji.acuity.command.window;

import java.awt.EventQueue;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JProgressBar;
import javax.swing.JSplitPane;
import javax.swing.JTextArea;
import javax.swing.Timer;

import sc.fiji.acuity.search.Candidate;
import sc.fiji.acuity.search.Finished;
import sc.fiji.acuity.search.SearchListener;
import sc.fiji.acuity.train.TrainingControl;

/**
 * A search to look at: candidates by quality and cost, one of them in detail, time left, and buttons.
 *
 * <pre>{@code
 * SearchWindow window = SearchWindow.open("SR Search: falsr", facts, control, search.finished(), one -> train(one));
 * search.run(scorer, progress, control, window);
 * window.ended("Finished", "12 candidates that no other beats");
 * }</pre>
 *
 * All that a search tells is kept, and shown four times a second at most. While it goes on, closing the window and the
 * Esc key ask what shall become of it.
 */
public final class SearchWindow implements SearchListener {

    /** The button that trains the chosen candidate. */
    public static final String TRAIN = "Train this one...";

    /** Between two looks at what there is to show, in milliseconds. */
    private static final int TICK = 250;
    private static final int BAR = 1000;
    private static final double LEFT = 0.65;

    private final SearchFacts facts;
    private final TrainingControl control;
    private final SearchState state;
    private final Consumer<Finished> train;

    // what follows is the event thread's
    private JFrame frame;
    private final JLabel step = new JLabel("Starting");
    private final JLabel best = new JLabel(" ");
    private final JProgressBar bar = new JProgressBar(0, BAR);
    private final ScatterPanel scatter;
    private final CandidatePanel candidate;
    private final JTextArea message = new JTextArea(2, 60);
    private final JButton pick = new JButton(TRAIN);
    private final RunButtons buttons;
    private final Timer timer = new Timer(TICK, event -> tick());
    private SearchState.Shown shown;
    private Optional<Integer> chosen = Optional.empty();
    private boolean running = true;
    private boolean training;

    private SearchWindow(final SearchFacts facts, final TrainingControl control, final Consumer<Finished> train) {
        this.facts = facts;
        this.control = control;
        this.train = train;
        state = new SearchState(facts.goal());
        scatter = new ScatterPanel(facts, this::choose);
        candidate = new CandidatePanel(facts);
        buttons = new RunButtons(control, this::tick, "the candidates that are finished", Optional.of(pick));
    }

    /**
     * Opens the window.
     *
     * @param title of the window
     * @param before candidates from before the search was resumed
     * @param train trains a candidate for as long as it deserves; called on a thread of its own, when the search has
     *        ended
     */
    public static SearchWindow open(final String title, final SearchFacts facts, final TrainingControl control,
        final List<Finished> before, final Consumer<Finished> train) {
        final SearchWindow opened = RunFrame.onEventThread(() -> new SearchWindow(facts, control, train));
        opened.state.add(before);
        return RunFrame.onEventThread(() -> {
            opened.build(title);
            return opened;
        });
    }

    private void build(final String title) {
        pick.setEnabled(false);
        pick.setToolTipText("Trains the chosen network fully and makes a model of it, when the search has ended.");
        pick.addActionListener(event -> pick());
        final JSplitPane middle = new JSplitPane(JSplitPane.HORIZONTAL_SPLIT, true, scatter, candidate);
        middle.setResizeWeight(LEFT);
        middle.setBorder(BorderFactory.createEmptyBorder());
        frame = RunFrame.open(title, List.of(step, best, bar), middle, message, buttons, this::close);
        timer.start();
        tick();
        frame.setVisible(true);
    }

    @Override
    public void started(final Candidate one, final String network) {
        state.started(one, network);
    }

    @Override
    public void finished(final Finished last, final List<Finished> all) {
        state.finished(last, all);
    }

    @Override
    public void notice(final String text) {
        state.notice(text);
    }

    /** What is being done before the candidates are tried, and how much of it is done, 0..1. */
    public void stage(final String text, final double fraction) {
        state.stage(text, fraction);
    }

    /** @param seconds that the search took beside its candidates; they are part of its time */
    public void prepared(final double seconds) {
        state.prepared(seconds);
    }

    /** Says how the search ended; the window stays until it is closed. */
    public void ended(final String how, final String text) {
        EventQueue.invokeLater(() -> {
            tick();
            running = false;
            timer.stop();
            step.setText(how + ": " + shown.all().size() + (shown.all().size() == 1 ? " candidate" : " candidates")
                + " in " + RunText.time(shown.spent()));
            message.setText(text);
            buttons.ended(null, this::close);
            pick.setEnabled(chosen.isPresent());
        });
    }

    /** Shows a message, such as of a training that could not begin. */
    public void tell(final String text) {
        EventQueue.invokeLater(() -> message.setText(text));
    }

    private void choose(final int id) {
        chosen = Optional.of(id);
        pick.setEnabled(!running && !training);
        showChosen();
    }

    private void showChosen() {
        chosen.flatMap(this::found).ifPresent(one -> candidate.show(one, shown.front().contains(one.id())));
    }

    private Optional<Finished> found(final int id) {
        return shown.all().stream().filter(one -> one.id() == id).findFirst();
    }

    private void pick() {
        chosen.flatMap(this::found).ifPresent(one -> {
            training = true;
            pick.setEnabled(false);
            new Thread(() -> {
                try {
                    train.accept(one);
                } finally {
                    EventQueue.invokeLater(() -> {
                        training = false;
                        pick.setEnabled(true);
                    });
                }
            }, frame.getTitle() + ", training").start();
        });
    }

    private void close() {
        if (!running) {
            timer.stop();
            frame.dispose();
            return;
        }
        switch (RunFrame.ask(frame, "search")) {
            case FINISH -> control.finish();
            case CANCEL -> control.cancel();
            default -> {
                // it goes on
            }
        }
        tick();
    }

    private void tick() {
        if (!running) {
            return;
        }
        shown = state.look(control.paused());
        if (shown.isNew()) {
            scatter.show(shown);
            best.setText(SearchText.best(facts, shown.all()));
            showChosen();
        }
        final boolean stage = !shown.stage().isEmpty();
        step.setText((control.paused() ? "Paused. " : "")
            + (stage ? shown.stage() : SearchText.progress(facts, shown.all(), shown.spent())));
        bar.setValue((int) (BAR * Math.min(1,
            stage ? shown.fraction() : shown.spent() / (facts.settings().minutes() * 60))));
        message.setText(control.cancelled() ? "Cancelling" : control.finishing()
            ? "Finishing with the candidates that are finished" : shown.notice());
        if (control.cancelled() || control.finishing()) {
            buttons.ending();
        }
    }
}
