package sc.fiji.acuity.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.network.drawing.Detail;
import sc.fiji.acuity.network.drawing.Drawing;
import sc.fiji.acuity.search.Finished;
import sc.fiji.acuity.search.Found;
import sc.fiji.acuity.search.Front;
import sc.fiji.acuity.search.FrontPlot;
import sc.fiji.acuity.search.FrontTable;
import sc.fiji.acuity.search.Search;

@Command(name = "front", description = {
    "What a search has found so far: the networks that no other beats at their cost.",
    "Works while the search goes on. Qualities are those after the short training; a full one adds to them."},
    footer = {"", "Example: acuity search front found --plot found.png --csv found.csv"})
final class SearchFrontAction extends Action {

    @Parameters(index = "0", paramLabel = "RUN", description = "The folder of the search.")
    private Path run;

    @Option(names = "--all", description = "All candidates, those of the front with an asterisk.")
    private boolean all;

    @Option(names = "--csv", paramLabel = "FILE", description = "Write the table, with genotypes and seeds; replaced.")
    private Path csv;

    @Option(names = "--plot", paramLabel = "FILE",
        description = "Draw quality against cost, with the papers' networks at their cost, as .png; replaced.")
    private Path plot;

    @Option(names = "--draw", paramLabel = "FILE", description = "Draw a candidate, as .svg or .png; must not exist.")
    private Path draw;

    @Option(names = "--candidate", paramLabel = "N", description = "The one to draw (default: the best).")
    private Integer candidate;

    @Override
    Outcome perform(final Progress progress) {
        option(this::checkNames);
        final Search search = Search.open(run);
        final List<Finished> found = search.finished();
        if (csv != null) {
            final List<Finished> front = Front.of(found, search.settings().goal());
            FrontTable.writeCsv(all ? found : front, front, csv);
        }
        if (plot != null) {
            FrontPlot.write(found, search.settings(), plot);
        }
        if (draw != null) {
            final Found one = candidate == null ? Found.best(search) : Found.numbered(search, candidate);
            Drawing.of(one.architecture().deployed().graph(), Detail.CELLS).write(draw);
        }
        return SearchFront.of(search, all);
    }

    private Path checkNames() {
        if (plot != null && !plot.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
            throw new AcuityException("--plot " + plot, "is no .png", "call it so");
        }
        if (candidate != null && draw == null) {
            throw new AcuityException("--candidate " + candidate, "says what to draw, but not where",
                "add --draw FILE");
        }
        return plot;
    }
}
