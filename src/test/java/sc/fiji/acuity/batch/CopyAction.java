package sc.fiji.acuity.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;
import sc.fiji.acuity.base.Progress;

/** Copies files, under a setting that is part of the result; one that says "broken" fails. */
final class CopyAction implements FileAction {

    final ConcurrentLinkedQueue<String> performed = new ConcurrentLinkedQueue<>();
    final Map<String, Runnable> before = new TreeMap<>();
    private final String mark;

    CopyAction(final String mark) {
        this.mark = mark;
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("mark", mark);
    }

    @Override
    public Map<String, String> placeholders() {
        return Map.of("scale", "2");
    }

    @Override
    public boolean writes() {
        return true;
    }

    @Override
    public List<Path> reads(final BatchItem item) {
        return List.of(item.input());
    }

    @Override
    public Map<String, Double> perform(final BatchItem item, final boolean replace, final AtomicFiles.Writer written,
        final Progress progress) {
        progress.checkCancelled();
        performed.add(item.name());
        before.getOrDefault(item.name(), () -> { }).run();
        try {
            final String text = Files.readString(item.input());
            if (text.equals("broken")) {
                throw new AcuityException(item.name(), "is broken", "repair it");
            }
            final Path target = item.output().orElseThrow();
            BatchRun.createFolder(target.getParent());
            final AtomicFiles.Writer writer = temporary -> {
                Files.writeString(temporary, mark + text);
                written.writeTo(temporary);
            };
            if (replace) {
                AtomicFiles.write(target, writer);
            } else {
                AtomicFiles.create(target, writer);
            }
            return Map.of();
        } catch (final IOException e) {
            throw new AcuityException(item.name(), "cannot be read", "repair it", e);
        }
    }

    @Override
    public void close() {
        // holds nothing
    }
}
