package sc.fiji.acuity.command;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import sc.fiji.acuity.base.Version;
import sc.fiji.acuity.model.Card;
import sc.fiji.acuity.model.ModelStore;
import sc.fiji.acuity.upscale.Upscaler;

/**
 * What a dialog offers as models.
 *
 * @param names what the store has of any scale, the default first where it is installed, and bicubic at the end
 * @param offer what the models are and cost
 * @param citation what a publication cites
 */
record ModelChoices(List<String> names, String offer, String citation) {

    /** More would not fit on a screen. */
    private static final int DESCRIBED = 4;
    /** Cards are from anywhere, and dialogs are narrow. */
    private static final int LONGEST = 70;

    /** Those that are installed now. Texts of several lines are HTML. */
    static ModelChoices find() {
        return of(ModelStore.standard().list());
    }

    /** Those with weights to go on with. */
    List<String> trainable() {
        return names.stream().filter(name -> !Upscaler.BICUBIC.equals(name)).toList();
    }

    static ModelChoices of(final List<ModelStore.Entry> stored) {
        final Set<String> names = new LinkedHashSet<>();
        stored.stream().map(entry -> entry.id().name()).filter(Upscaler.DEFAULT_MODEL::equals).forEach(names::add);
        stored.forEach(entry -> names.add(entry.id().name()));
        names.add(Upscaler.BICUBIC);
        final List<String> offer = new ArrayList<>();
        final List<String> citation = new ArrayList<>();
        citation.add("Please cite Acuity " + Version.get() + ", https://github.com/fiji/acuity");
        for (final String name : names) {
            stored.stream().filter(entry -> entry.id().name().equals(name)).limit(DESCRIBED).forEach(entry -> {
                offer.add(entry.card().map(ModelChoices::line)
                    .orElse(entry.id() + ": cannot be used, see SR Models..."));
                entry.card().ifPresent(card -> cite(card, citation));
            });
        }
        final int more = offer.size() - DESCRIBED;
        return new ModelChoices(List.copyOf(names),
            html(offer, more > 0 ? List.of("and " + more + " more: see SR Models...") : List.of()),
            html(citation, citation.size() > DESCRIBED ? List.of("and the other models' papers: see SR Models...")
                : List.of()));
    }

    /** Two lines, such as "balanced x2: for grey images" and "21,620 parameters; PSNR on Set5/x2 37.22 dB". */
    private static String line(final Card card) {
        final String quality = card.trust().evaluations().stream().findFirst()
            .map(e -> String.format(Locale.ROOT, "; PSNR on %s %.2f dB", shortened(e.dataset()), e.score().psnr())
                + e.bicubic().map(b -> String.format(Locale.ROOT, ", bicubic %.2f dB", b.psnr())).orElse(""))
            .orElse("");
        final String description = shortened(card.about().description()).replaceAll("[.]$", "");
        return String.format(Locale.ROOT, "%s x%d: %s\n    %,d parameters%s", card.id().name(), card.id().scale(),
            description, card.facts().parameters(), quality);
    }

    private static void cite(final Card card, final List<String> citation) {
        card.about().cite().stream().findFirst().ifPresent(cite -> citation.add(card.id().name() + ": "
            + shortened(cite.text()) + (cite.doi().isEmpty() ? "" : ", doi:" + shortened(cite.doi()))));
    }

    private static String shortened(final String text) {
        final String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 3) + "...";
    }

    private static String html(final List<String> lines, final List<String> rest) {
        final List<String> all = new ArrayList<>(lines.subList(0, Math.min(lines.size(), DESCRIBED)));
        all.addAll(rest);
        return all.stream().map(line -> line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            .replace("\n    ", "<br>&nbsp;&nbsp;&nbsp;&nbsp;"))
            .collect(Collectors.joining("<br>", "<html>", "</html>"));
    }
}
