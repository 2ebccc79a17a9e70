package sc.fiji.acuity.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonParser;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.space.SearchSpace;
import sc.fiji.acuity.train.TrainingControl;
import sc.fiji.acuity.train.pairs.TrainingSet;

/**
 * A search in a folder.
 *
 * <pre>{@code
 * Search search = Search.create(folder, settings);
 * search.run(scorer, progress, control, SearchListener.NONE);
 * List<Finished> front = Front.of(search.finished(), settings.goal());
 * }</pre>
 *
 * Whatever was found is in the folder at every moment. A search that was cancelled or killed goes on by
 * {@link #open} and {@link #run}; several processes may run the same one. A candidate that is in work when a process ends
 * is tried again, by the same number and seed; no other is.
 */
public final class Search {

    /** The share of the time that a strategy may take to prepare. */
    public static final double PREPARATION = 0.5;

    private static final String SETTINGS = "search.json";
    private static final String LOCK = "search.lock";
    private static final String PREPARED_SECONDS = "seconds.txt";
    private static final int LARGEST = 1 << 20;
    private static final long POLL_MILLIS = 200;

    private final Path folder;
    private final SearchSettings settings;
    private final SearchSpace space;
    private final Strategy strategy;
    private final Journal journal;

    private Search(final Path folder, final SearchSettings settings) {
        this.folder = folder;
        this.settings = settings;
        space = settings.openSpace();
        strategy = Strategies.named(settings.strategy());
        journal = new Journal(folder, space);
    }

    /** @param folder created, and must not hold another search */
    public static Search create(final Path folder, final SearchSettings settings) {
        requireFree(folder);
        final Search search = new Search(folder, settings);
        try {
            Files.createDirectories(folder);
        } catch (final IOException e) {
            throw new AcuityException(folder.toString(), "cannot be created (" + AtomicFiles.describe(e) + ")",
                "choose another folder", e);
        }
        search.save();
        return search;
    }

    /** Checks, before anything takes time, that a search can begin in a folder. */
    public static void requireFree(final Path folder) {
        if (Files.exists(folder.resolve(SETTINGS))) {
            throw new AcuityException(folder.toString(), "holds a search already",
                "go on with it by acuity search resume " + folder + ", or choose another folder");
        }
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new AcuityException(folder.toString(), "is a file", "choose another name for the search's folder");
        }
    }

    private void save() {
        AtomicFiles.write(folder.resolve(SETTINGS), path -> Files.writeString(path,
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(settings.toJson())));
    }

    /** The search in a folder. */
    public static Search open(final Path folder) {
        final Path file = folder.resolve(SETTINGS);
        if (!Files.isRegularFile(file)) {
            throw new AcuityException(folder.toString(), "holds no " + SETTINGS, "give the folder of a search");
        }
        try {
            if (Files.size(file) > LARGEST) {
                throw new IllegalArgumentException("it is too long");
            }
            return new Search(folder,
                SearchSettings.of(JsonParser.parseString(Files.readString(file)).getAsJsonObject()));
        } catch (final IOException e) {
            throw new AcuityException(file.toString(), "cannot be read (" + AtomicFiles.describe(e) + ")",
                "check its permissions", e);
        } catch (final RuntimeException e) {
            // whatever goes wrong here is the file's fault
            throw new AcuityException(file.toString(), "does not describe a search (" + e.getMessage() + ")",
                "give the folder that an earlier search wrote", e);
        }
    }

    /** The same search with more time. */
    public Search extended(final double minutes) {
        final Search longer = new Search(folder, settings.withMinutes(minutes));
        longer.save();
        return longer;
    }

    public Path folder() {
        return folder;
    }

    public SearchSettings settings() {
        return settings;
    }

    public SearchSpace space() {
        return space;
    }

    /** What was tried so far, by all processes, in the order in which it was finished. */
    public List<Finished> finished() {
        return journal.read();
    }

    /** Minutes of work so far, of all processes together. */
    public double minutes() {
        return seconds(journal.read()) / 60;
    }

    /** Of candidates, and of what came before them. */
    private double seconds(final List<Finished> done) {
        return preparedSeconds() + done.stream().mapToDouble(Finished::seconds).sum();
    }

    private double preparedSeconds() {
        final Path file = preparedFolder().resolve(PREPARED_SECONDS);
        try {
            return Files.exists(file) ? Double.parseDouble(Files.readString(file).strip()) : 0;
        } catch (final IOException | NumberFormatException e) {
            throw new AcuityException(file.toString(), "does not say how long the preparation took",
                "remove it; the time counts anew", e);
        }
    }

    /** SHA-256 of the journal as it is now. */
    public String journalChecksum() {
        return journal.checksum();
    }

    /** Where what a strategy prepares is kept. */
    public Path preparedFolder() {
        return folder.resolve("prepared");
    }

    /** Lets the strategy prepare on the search's images, for half of its time. */
    public void prepare(final TrainingSet images, final Progress progress, final TrainingControl control) {
        if (strategy.prepares(space)) {
            prepare(new Preparation(space, settings.goal(), images, settings.minutes() * PREPARATION, settings.seed(),
                preparedFolder(), progress, control));
        }
    }

    /** Lets the strategy prepare, one process after the other; where there is nothing to prepare, returns at once. */
    public void prepare(final Preparation preparation) {
        try (SharedLock lock = lock("prepare.lock", preparation.progress())) {
            Files.createDirectories(preparation.folder());
            final double before = preparedSeconds();
            final long from = System.nanoTime();
            try {
                strategy.prepare(preparation);
            } finally {
                final double seconds = before + (System.nanoTime() - from) / 1e9;
                AtomicFiles.write(preparedFolder().resolve(PREPARED_SECONDS),
                    path -> Files.writeString(path, Double.toString(seconds)));
            }
        } catch (final IOException e) {
            throw new AcuityException(preparation.folder().toString(),
                "cannot be created (" + AtomicFiles.describe(e) + ")", "check free space and permissions", e);
        }
    }

    /**
     * Tries candidates until time is up or there are no more.
     *
     * @param control what is asked by buttons: pause, finish (what is in work is dropped), cancel
     * @throws CancellationException if cancelled; the search is then in its folder, to go on with
     */
    public void run(final Scorer scorer, final Progress progress, final TrainingControl control,
        final SearchListener listener) {
        try (Claims claims = Claims.open(folder)) {
            final ControlledProgress inner = new ControlledProgress(progress, control);
            while (!control.finishing()) {
                inner.checkCancelled();
                final Turn turn = next(claims, inner);
                if (turn.exhausted()) {
                    listener.notice("no other network of the space " + space.name() + " within the limits was found");
                }
                if (turn.over()) {
                    return;
                }
                if (turn.candidate().isEmpty()) {
                    await(inner);
                    continue;
                }
                try {
                    listener.finished(attempt(turn.candidate().get(), scorer, claims, inner, listener), finished());
                } catch (final CancellationException e) {
                    release(claims, turn.candidate().get());
                    if (!control.finishing()) {
                        throw e;
                    }
                }
            }
        }
    }

    /**
     * What to do next.
     *
     * @param over whether the search has ended
     * @param exhausted whether it has because there is nothing left to try
     * @param candidate to try; empty if others are in work and there is nothing else before they are done
     */
    private record Turn(boolean over, boolean exhausted, Optional<Candidate> candidate) { }

    private SharedLock lock(final String name, final Progress progress) {
        return SharedLock.of(folder.resolve(name), true, progress);
    }

    private Turn next(final Claims claims, final Progress progress) {
        try (SharedLock lock = lock(LOCK, progress)) {
            final List<Finished> done = journal.read();
            final List<Claims.InWork> inWork = claims.all().stream()
                .filter(one -> done.stream().noneMatch(d -> d.id() == one.candidate().id())).toList();
            final Optional<Candidate> orphan =
                inWork.stream().filter(one -> !one.alive()).map(Claims.InWork::candidate).findFirst();
            orphan.ifPresent(claims::take);
            if (orphan.isPresent()) {
                return new Turn(false, false, orphan);
            }
            if (seconds(done) >= settings.minutes() * 60
                || settings.most() > 0 && done.size() >= settings.most()) {
                return new Turn(true, false, Optional.empty());
            }
            if (settings.most() > 0 && done.size() + inWork.size() >= settings.most()) {
                return new Turn(false, false, Optional.empty());
            }
            final int id = 1 + Math.max(done.stream().mapToInt(Finished::id).max().orElse(-1),
                inWork.stream().mapToInt(one -> one.candidate().id()).max().orElse(-1));
            final History history = new History(space, settings.goal(), done,
                inWork.stream().map(one -> one.candidate().genotype()).toList());
            final Optional<Candidate> candidate = strategy.propose(history, id, settings.seed())
                .map(proposal -> new Candidate(id, proposal.genotype(), Draws.of(settings.seed(), id).nextLong(),
                    proposal.origin()));
            if (candidate.isEmpty() && done.isEmpty() && inWork.isEmpty()) {
                throw noneWithin(settings.goal(), space);
            }
            candidate.ifPresent(claims::take);
            final boolean exhausted = candidate.isEmpty() && inWork.isEmpty();
            return new Turn(exhausted, exhausted, candidate);
        }
    }

    static AcuityException noneWithin(final Goal goal, final SearchSpace space) {
        return new AcuityException("limits " + goal.limits(),
            "leave no network of the space " + space.name() + " that could be found",
            "loosen them, or narrow the space to smaller networks");
    }

    private Finished attempt(final Candidate candidate, final Scorer scorer, final Claims claims,
        final ControlledProgress progress, final SearchListener listener) {
        final Architecture architecture = space.decode(candidate.genotype());
        listener.started(candidate, architecture.toString());
        final long from = System.nanoTime() - progress.pausedNanos();
        final Scores scores = scorer.score(candidate, architecture,
            new CandidateProgress(progress, candidate.id(), minutes() * 60, settings.minutes() * 60));
        final Finished one = new Finished(candidate, architecture.toString(), scores,
            (System.nanoTime() - progress.pausedNanos() - from) / 1e9);
        try (SharedLock lock = lock(LOCK, Progress.NONE)) {
            journal.add(one);
            claims.release(candidate);
        }
        return one;
    }

    private void release(final Claims claims, final Candidate candidate) {
        // stays claimed by nobody, so that the same candidate is tried when the search goes on
        try (SharedLock lock = lock(LOCK, Progress.NONE)) {
            claims.abandon(candidate);
        }
    }

    private static void await(final Progress progress) {
        progress.checkCancelled();
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }
}
