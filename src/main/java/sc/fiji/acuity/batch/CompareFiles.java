package sc.fiji.acuity.batch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.base.Version;
import sc.fiji.acuity.evaluate.Comparison;
import sc.fiji.acuity.image.ImageFiles;

/** PSNR and SSIM of each file against its reference in another folder, as {@code acuity compare} measures them. */
public final class CompareFiles implements FileAction {

    /** A reference of the same name, in a folder of the same name. */
    public static final Template SAME = new Template("{folder}/{name}.{ext}");

    private final Path references;
    private final Template template;
    private final Double range;

    /**
     * @param references the folder of references
     * @param template names the reference of each file within it
     * @param range white minus black; null as for {@link Comparison#of}
     */
    public CompareFiles(final Path references, final Template template, final Double range) {
        if (!Files.isDirectory(references)) {
            throw new AcuityException(references.toString(), "is not a folder", "name the folder of references");
        }
        template.requireKnown(Map.of());
        this.references = references;
        this.template = template;
        this.range = range;
    }

    @Override
    public Map<String, String> settings() {
        final Map<String, String> settings = new LinkedHashMap<>();
        settings.put("action", "compare");
        settings.put("range", range == null ? "default" : range.toString());
        settings.put("version", Version.get());
        return Collections.unmodifiableMap(settings);
    }

    @Override
    public Map<String, String> placeholders() {
        return Map.of();
    }

    @Override
    public boolean writes() {
        return false;
    }

    @Override
    public List<Path> reads(final BatchItem item) {
        return List.of(item.input(), references.resolve(template.path(item.name(), placeholders())));
    }

    @Override
    public Map<String, Double> perform(final BatchItem item, final boolean replace, final AtomicFiles.Writer written,
        final Progress progress) {
        final List<Path> pair = reads(item);
        final Comparison comparison =
            Comparison.of(ImageFiles.open(pair.get(0)), ImageFiles.open(pair.get(1)), range, progress);
        final Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("psnr", comparison.quality().psnr());
        figures.put("ssim", comparison.quality().ssim());
        return figures;
    }

    @Override
    public void close() {
        // holds nothing
    }
}
