package sc.fiji.acuity.model.foreign;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import sc.fiji.acuity.base.AcuityException;

/**
 * Finds out which network a file holds.
 *
 * <pre>{@code
 * Imported network = Recognisers.recognise(ForeignFile.read(path), Hints.of(path.toString()));
 * }</pre>
 */
public final class Recognisers {

    private static final List<Recogniser> ALL = List.of(
        new CarnRecogniser(),
        new DlsrRecogniser(),
        new EdgeSrRecogniser(),
        new FalsrRecogniser(),
        new ImdnRecogniser(),
        // the last: its names are those of other families too
        new OwnNames());

    private Recognisers() {}

    /**
     * @throws AcuityException if no family fits, saying what the file holds; or if one does but for a tensor, naming it
     */
    public static Imported recognise(final ForeignTensors file, final Hints hints) {
        return ALL.stream().map(recogniser -> recogniser.recognise(file, hints)).flatMap(Optional::stream).findFirst()
            .orElseThrow(() -> new AcuityException(hints.fileName(), "holds no network that is known here ("
                + file.summary() + ")", "give weights of one of these: "
                    + ALL.stream().map(Recogniser::family).collect(Collectors.joining(", "))));
    }
}
