package sc.fiji.acuity.batch;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;

/**
 * What batches have made in a folder, a line of JSON each, forced to disk one by one.
 *
 * <p>A line is written when the result is whole under its temporary name, just before it gets its place. So after a
 * kill at any moment a result that is there has a line, and a line without a result is one that is made again.
 *
 * <p>Each shard has a journal of its own; all are read. Safe for several threads.
 */
final class Journal implements AutoCloseable {

    private static final String NAME = ".acuity-batch";
    private static final String EXTENSION = ".jsonl";
    private static final long LARGEST = 1L << 30;
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private final Map<String, List<Entry>> entries = new HashMap<>();
    private final Path file;
    private final FileChannel channel;

    /**
     * A result.
     *
     * @param file the name of the input
     * @param output the name of the output, empty if there is none
     * @param input checksum of all that was read
     * @param settings checksum of the settings
     * @param result checksum of the output, empty if there is none
     * @param values figures, as text: JSON has no infinity
     */
    record Entry(String file, String output, String input, String settings, String result, double seconds,
        Map<String, String> values) {

        boolean isWhole() {
            return file != null && output != null && input != null && settings != null && result != null
                && values != null;
        }
    }

    private Journal(final Path file) throws IOException {
        this.file = file;
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** @param folder of the results; exists */
    static Journal open(final Path folder, final Shard shard) {
        final Path file = folder.resolve(NAME + shard.suffix() + EXTENSION);
        Journal journal = null;
        try {
            journal = new Journal(file);
            try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, NAME + "*" + EXTENSION)) {
                for (final Path one : all) {
                    journal.read(one);
                }
            }
            return journal;
        } catch (final IOException e) {
            if (journal != null) {
                journal.close();
            }
            throw failed(file, e);
        }
    }

    private void read(final Path path) throws IOException {
        if (Files.size(path) > LARGEST) {
            throw new AcuityException(path.toString(), "is too long for the journal of a batch",
                "choose another folder for the results, or remove it");
        }
        try (BufferedReader lines = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                final Entry entry = parse(line);
                if (entry != null && entry.isWhole()) {
                    entries.computeIfAbsent(key(entry.file(), entry.output()), key -> new ArrayList<>()).add(entry);
                }
            }
        }
    }

    /** Null for a line that a kill has cut off: what it told of is made again. */
    private static Entry parse(final String line) {
        try {
            return GSON.fromJson(line, Entry.class);
        } catch (final JsonParseException e) {
            return null;
        }
    }

    private static String key(final String file, final String output) {
        return output.isEmpty() ? "in:" + file : "out:" + output;
    }

    /** What was made for this item before this run, oldest first. */
    List<Entry> of(final BatchItem item) {
        return entries.getOrDefault(key(item.name(), item.outputName()), List.of());
    }

    /** The beginning of a run, for people who read it. */
    void begin(final JsonElement facts) {
        append(GSON.toJson(facts));
    }

    void add(final Entry entry) {
        append(GSON.toJson(entry));
    }

    private synchronized void append(final String line) {
        // begins with a line end, for one that was cut off may stand before; ends with one, for the next may be cut off
        final ByteBuffer bytes = StandardCharsets.UTF_8.encode("\n" + line + "\n");
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        } catch (final IOException e) {
            throw failed(file, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (final IOException e) {
            throw failed(file, e);
        }
    }

    private static AcuityException failed(final Path file, final IOException e) {
        return new AcuityException(file.toString(), "cannot be used (" + AtomicFiles.describe(e) + ")",
            "check free space and permissions of " + file.toAbsolutePath().getParent(), e);
    }
}
