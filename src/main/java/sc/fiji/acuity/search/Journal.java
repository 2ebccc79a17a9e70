package sc.fiji.acuity.search;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;
import sc.fiji.acuity.base.Checksums;
import sc.fiji.acuity.network.space.Genotype;
import sc.fiji.acuity.network.space.SearchSpace;

/**
 * Every candidate that was tried, a line of JSON each, forced to disk one by one: {@code journal.jsonl} in the folder of a
 * search. A line that a kill has cut off is passed over; its candidate is tried again.
 *
 * <p>Written under the lock of the search, by all processes that work on it.
 */
final class Journal {

    private static final String NAME = "journal.jsonl";
    private static final long LARGEST = 1L << 28;
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private final Path file;
    private final SearchSpace space;

    Journal(final Path folder, final SearchSpace space) {
        file = folder.resolve(NAME);
        this.space = space;
    }

    /** A line as it stands in the file. */
    private record Line(Integer id, String genotype, String network, Long seed, String origin,
        Map<String, Double> scores, Double seconds) {

        boolean isWhole() {
            return id != null && id >= 0 && genotype != null && network != null && seed != null && origin != null
                && scores != null && seconds != null && seconds >= 0;
        }
    }

    /** Those that are in the file now, each once, in the order in which they were finished. */
    List<Finished> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        final Map<Integer, Finished> all = new LinkedHashMap<>();
        try {
            if (Files.size(file) > LARGEST) {
                throw new AcuityException(file.toString(), "is too long for the journal of a search",
                    "check that it is one");
            }
            try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    parse(line).ifPresent(one -> all.putIfAbsent(one.id(), one));
                }
            }
        } catch (final IOException e) {
            throw failed(e);
        }
        return new ArrayList<>(all.values());
    }

    String checksum() {
        try {
            return Checksums.sha256(file);
        } catch (final IOException e) {
            throw failed(e);
        }
    }

    private Optional<Finished> parse(final String text) {
        final Line line;
        try {
            line = GSON.fromJson(text, Line.class);
        } catch (final JsonParseException e) {
            return Optional.empty();
        }
        if (line == null || !line.isWhole()) {
            return Optional.empty();
        }
        try {
            final Genotype genotype = Genotype.parse(line.genotype());
            space.check(genotype);
            return Optional.of(new Finished(new Candidate(line.id(), genotype, line.seed(), line.origin()),
                line.network(), scores(line.scores()), line.seconds()));
        } catch (final IllegalArgumentException e) {
            throw new AcuityException(file.toString(), "candidate " + line.id() + " is none of the space " + space.name()
                + " (" + e.getMessage() + ")", "give the folder that this search wrote", e);
        }
    }

    private static Scores scores(final Map<String, Double> values) {
        final Map<Measure, Double> scores = new LinkedHashMap<>();
        values.forEach((key, value) -> scores.put(Measure.parse(key), value));
        return new Scores(scores);
    }

    void add(final Finished one) {
        final Map<String, Double> scores = new LinkedHashMap<>();
        one.scores().values().forEach((measure, value) -> scores.put(measure.key(), value));
        final Candidate candidate = one.candidate();
        append(GSON.toJson(new Line(candidate.id(), candidate.genotype().toString(), one.network(), candidate.seed(),
            candidate.origin(), scores, one.seconds())));
    }

    private void append(final String line) {
        // begins with a line end, for one that was cut off may stand before
        final ByteBuffer bytes = StandardCharsets.UTF_8.encode("\n" + line + "\n");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        } catch (final IOException e) {
            throw failed(e);
        }
    }

    private AcuityException failed(final IOException e) {
        return new AcuityException(file.toString(), "cannot be used (" + AtomicFiles.describe(e) + ")",
            "check free space and permissions of " + file.toAbsolutePath().getParent(), e);
    }
}
