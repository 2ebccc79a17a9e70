package sc.fiji.acuity.command;

import java.io.File;
import java.util.Locale;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.model.CardYaml;
import sc.fiji.acuity.model.ModelLibrary;
import sc.fiji.acuity.model.ModelName;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.model.ModelStore;
import sc.fiji.acuity.model.SelfTest;
import sc.fiji.acuity.upscale.ModelTest;
import sc.fiji.acuity.upscale.Upscaler;

/** {@code run("SR Models...", "action=verify model=balanced scale=2")}: looks after the models there are. */
@Plugin(type = Command.class, headless = true,
    description = "Lists the models there are, shows their cards, tests, imports, exports and deletes them.",
    menu = {@Menu(label = "Plugins"), @Menu(label = "Acuity"),
    @Menu(label = "SR Models...", weight = 8)})
public final class ModelsCommand extends AcuityCommand {

    @Parameter(label = "Action", choices = {"list", "show", "verify", "import", "export", "delete"}, persist = false,
        description = "list all; show a card; verify by the self-test; import a package; export one as a zip; "
            + "delete one of your own.")
    private String action = "list";

    @Parameter(label = "Model", persist = false, required = false,
        description = "For show, verify, export and delete: a model's name.")
    private String model = Upscaler.DEFAULT_MODEL;

    @Parameter(label = "Scale (times)", min = "2", max = "4", persist = false, description = "2, 3 or 4.")
    private int scale = 2;

    @Parameter(label = "File or folder", persist = false, required = false,
        description = "For import: a package, NAME-xS or its zip. For export: the folder to write the zip to.")
    private File file;

    @Parameter(label = "Report", type = ItemIO.OUTPUT)
    private String report;

    @Override
    void execute(final Progress progress) {
        Upscaler.requireScale(scale);
        final ModelStore store = ModelStore.standard();
        final ModelLibrary library = new ModelLibrary(store);
        report = switch (action) {
            case "list" -> list(store);
            case "show" -> CardYaml.write(resolve(store).card());
            case "verify" -> verify(resolve(store));
            case "import" -> add(library);
            case "export" -> library.export(resolve(store), file("export").toPath()).toString();
            case "delete" -> {
                library.delete(new ModelName(model, scale));
                yield "deleted " + model + "-x" + scale + " from " + library.folder();
            }
            default -> throw new AcuityException("action " + action, "is not one of list, show, verify, import, export "
                + "and delete", "use one of these");
        };
        if (IJ.isMacro()) {
            IJ.log(report);
            markShown("report");
        }
    }

    private ModelPackage resolve(final ModelStore store) {
        return store.resolve(model, scale);
    }

    private File file(final String purpose) {
        if (file == null) {
            throw new AcuityException("file", "is missing, and " + purpose + " needs it", "name a file or folder");
        }
        return file;
    }

    private String add(final ModelLibrary library) {
        final ModelPackage checked = ModelPackage.open(file("import").toPath());
        ModelTest.run(checked, DeviceChoice.CPU).require(checked);
        return "imported " + library.add(checked.path()).path();
    }

    private static String verify(final ModelPackage model) {
        final SelfTest.Result result = ModelTest.run(model, DeviceChoice.AUTO);
        result.require(model);
        return String.format(Locale.ROOT, "%s x%d passed: largest difference %.2g, allowed %.2g", model.name(),
            model.scale(), result.difference(), result.tolerance());
    }

    private static String list(final ModelStore store) {
        final StringBuilder text = new StringBuilder("bicubic x2, x3, x4: built in, the baseline\n");
        for (final ModelStore.Entry entry : store.list()) {
            text.append(entry.id().name()).append(" x").append(entry.id().scale()).append(": ")
                .append(entry.card().map(card -> String.format(Locale.ROOT, "%s; %,d parameters, %s",
                    card.about().description(), card.facts().parameters(), entry.path()))
                    .orElseGet(() -> "cannot be used: " + entry.problem().orElseThrow().getMessage()))
                .append('\n');
        }
        return text.toString();
    }
}
