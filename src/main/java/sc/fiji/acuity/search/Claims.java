package sc.fiji.acuity.search;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;
import sc.fiji.acuity.network.space.Genotype;

/**
 * Who works on what: a file for each candidate in work, which names the process that has it, and for each process a file
 * that it keeps locked. When a process is gone, so is its lock, and what it had is taken over.
 *
 * <p>Used under the lock of the search.
 */
final class Claims implements AutoCloseable {

    private static final String FOLDER = "claims";
    private static final String NOBODY = new UUID(0, 0).toString();
    private static final Gson GSON = new Gson();

    /** Of this program: to look at their locks from here could drop them, for the system counts by processes. */
    private static final Set<String> HERE = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final String worker = UUID.randomUUID().toString();
    private final FileChannel alive;

    private record Claim(Integer id, String genotype, Long seed, String origin, String worker) { }

    /** A candidate in work, and whether somebody works on it. */
    record InWork(Candidate candidate, boolean alive) { }

    private Claims(final Path folder) throws IOException {
        this.folder = folder;
        alive = FileChannel.open(lock(worker), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        alive.lock();
        HERE.add(worker);
    }

    /** @param search the search's folder */
    static Claims open(final Path search) {
        final Path folder = search.resolve(FOLDER);
        try {
            Files.createDirectories(folder);
            return new Claims(folder);
        } catch (final IOException e) {
            throw failed(folder, e);
        }
    }

    private Path lock(final String of) {
        return folder.resolve(of + ".worker");
    }

    private Path file(final int id) {
        return folder.resolve(String.format(Locale.ROOT, "%06d.json", id));
    }

    void take(final Candidate candidate) {
        write(candidate, worker);
    }

    /** Leaves it to whoever comes next. */
    void abandon(final Candidate candidate) {
        write(candidate, NOBODY);
    }

    private void write(final Candidate candidate, final String who) {
        final Claim claim = new Claim(candidate.id(), candidate.genotype().toString(), candidate.seed(),
            candidate.origin(), who);
        AtomicFiles.write(file(candidate.id()), path -> Files.writeString(path, GSON.toJson(claim)));
    }

    void release(final Candidate candidate) {
        try {
            Files.deleteIfExists(file(candidate.id()));
        } catch (final IOException e) {
            throw failed(file(candidate.id()), e);
        }
    }

    /** In the order of their numbers. */
    List<InWork> all() {
        final List<InWork> all = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[0-9]*.json")) {
            for (final Path file : files) {
                all.add(read(file));
            }
        } catch (final IOException e) {
            throw failed(folder, e);
        }
        all.sort(Comparator.comparingInt(one -> one.candidate().id()));
        return all;
    }

    private InWork read(final Path file) throws IOException {
        try {
            final Claim claim = GSON.fromJson(Files.readString(file), Claim.class);
            return new InWork(
                new Candidate(claim.id(), Genotype.parse(claim.genotype()), claim.seed(), claim.origin()),
                claim.worker().equals(worker) || isAlive(UUID.fromString(claim.worker()).toString()));
        } catch (final JsonParseException | NullPointerException | IllegalArgumentException e) {
            throw new AcuityException(file.toString(), "is no claim of a search (" + e.getMessage() + ")",
                "remove it; its candidate is tried again", e);
        }
    }

    private boolean isAlive(final String other) throws IOException {
        if (HERE.contains(other)) {
            return true;
        }
        final Path file = lock(other);
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock()) {
            if (lock == null) {
                return true;
            }
        }
        Files.deleteIfExists(file);
        return false;
    }

    @Override
    public void close() {
        try {
            alive.close();
            Files.deleteIfExists(lock(worker));
        } catch (final IOException e) {
            throw failed(lock(worker), e);
        } finally {
            HERE.remove(worker);
        }
    }

    private static AcuityException failed(final Path path, final IOException e) {
        return new AcuityException(path.toString(), "cannot be used (" + AtomicFiles.describe(e) + ")",
            "check free space and permissions", e);
    }
}
