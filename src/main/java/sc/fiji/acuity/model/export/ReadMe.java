package sc.fiji.acuity.model.export;

import java.util.Locale;

import sc.fiji.acuity.base.Version;
import sc.fiji.acuity.model.Card;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.network.ReceptiveField;

/** What people read beside exported weights, as Markdown. */
final class ReadMe {

    private final StringBuilder text = new StringBuilder();

    private ReadMe() {}

    /** @param halo what is stated for programs, in pixels of the input */
    static String of(final ModelPackage model, final int halo) {
        final ReadMe readme = new ReadMe();
        readme.about(model);
        readme.use(model, halo);
        readme.trust(model);
        readme.credit(model);
        return readme.text.toString();
    }

    private void about(final ModelPackage model) {
        line("# %s x%d", model.name(), model.scale());
        line("");
        line("%s", model.card().about().description());
        line("");
        line("Enlarging adds plausible detail, not measured detail: do not count or measure what only the enlargement"
            + " shows.");
    }

    private void use(final ModelPackage model, final int halo) {
        final Card.Signal signal = model.card().signal();
        final ReceptiveField field = ReceptiveField.of(model.graph());
        heading("Use");
        line("- Input `input`: 32-bit floats, [batch, %d, height, width]%s.", model.graph().inputChannels(),
            signal.luma().map(luma -> ", " + luma.name().toLowerCase(Locale.ROOT) + "-range luma").orElse(""));
        line("- Map intensities linearly before, so that black becomes %s and white %s. Black and white are 0 and 255 of"
            + " 8-bit images, of others the minimum and the maximum of the whole stack. Map the output back in the same"
            + " way.", signal.low(), signal.high());
        line("- Output `output`: %d times as high and wide.", model.scale());
        if (field.lattice() > 1) {
            line("- Height and width must be multiples of %d.", field.lattice());
        }
        line("- Tiles need %d more pixels on each inner side of the input%s; at the edge of the image add nothing.",
            field.halo(), field.exact() ? "" : " at least, and give nearly the result of the whole image only");
        if (halo < field.halo()) {
            line("- `rdf.yaml` states a halo of %d pixels of the input, less than that: programs would refuse smaller"
                + " images else. Tiles are a little off for it; the whole image at once is not.", halo);
        }
    }

    private void trust(final ModelPackage model) {
        final Card.Trust trust = model.card().trust();
        if (!trust.limits().isEmpty()) {
            heading("Limits");
            line("%s", trust.limits());
        }
        heading("Validation");
        line("`test_output.npy` is what the network makes of `test_input.npy`; 32-bit arithmetic differs from it by"
            + " rounding only. On images of your own, reduce some and compare their enlargements with the originals.");
        line("");
        for (final Card.Evaluation one : trust.evaluations()) {
            line("- %s, protocol %s: PSNR %.2f dB, SSIM %.4f%s", one.dataset(), one.protocol(), one.score().psnr(),
                one.score().ssim(), one.bicubic().map(bicubic -> String.format(Locale.ROOT,
                    " (bicubic: %.2f dB, %.4f)", bicubic.psnr(), bicubic.ssim())).orElse(""));
        }
    }

    private void credit(final ModelPackage model) {
        final Card.About about = model.card().about();
        heading("Credit");
        line("Licence: %s", about.license());
        line("");
        for (final Card.Author author : about.authors()) {
            line("- %s%s", author.name(), author.affiliation().isEmpty() ? "" : ", " + author.affiliation());
        }
        for (final Card.Citation citation : about.cite()) {
            line("- %s%s", citation.text(), citation.doi().isEmpty() ? "" : " https://doi.org/" + citation.doi());
        }
        model.card().training().filter(training -> !training.data().isEmpty())
            .ifPresent(training -> line("- trained on %s", training.data()));
        line("");
        line("Written by Acuity %s from a package whose weights have the SHA-256 %s.", Version.get(), model.checksum());
    }

    private void heading(final String title) {
        line("");
        line("## %s", title);
        line("");
    }

    private void line(final String format, final Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
