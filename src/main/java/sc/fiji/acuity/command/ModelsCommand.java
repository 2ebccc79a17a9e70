package sc.fiji.acuity.command;

import java.io.File;
import java.util.Locale;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ColorProcessor;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.model.CardYaml;
import sc.fiji.acuity.model.ModelLibrary;
import sc.fiji.acuity.model.ModelName;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.model.ModelStore;
import sc.fiji.acuity.model.SelfTest;
import sc.fiji.acuity.model.export.ExportFormat;
import sc.fiji.acuity.model.export.ModelExport;
import sc.fiji.acuity.model.foreign.ForeignImport;
import sc.fiji.acuity.network.drawing.Detail;
import sc.fiji.acuity.network.drawing.Drawing;
import sc.fiji.acuity.upscale.ModelImport;
import sc.fiji.acuity.upscale.ModelTest;
import sc.fiji.acuity.upscale.Upscaler;

/** {@code run("SR Models...", "action=verify model=balanced scale=2")}: looks after the models there are. */
@Plugin(type = Command.class, headless = true,
    description = "Lists the models there are, shows their cards, draws, tests, imports, exports and deletes them.",
    menu = {@Menu(label = "Plugins"), @Menu(label = "Acuity"),
    @Menu(label = "SR Models...", weight = 8)})
public final class ModelsCommand extends AcuityCommand {

    @Parameter(label = "Action", choices = {"list", "show", "draw", "verify", "import", "export", "delete"},
        persist = false,
        description = "list all; show a card; draw the network; verify by the self-test; import a package or weights of another "
            + "program; export a model as a file; delete one of your own.")
    private String action = "list";

    @Parameter(label = "Model", persist = false, required = false,
        description = "For show, draw, verify, export and delete: a model's name. For draw also a network's, such as "
            + "dlsr.")
    private String model = Upscaler.DEFAULT_MODEL;

    @Parameter(label = "Scale (times)", min = "2", max = "4", persist = false, description = "2, 3 or 4.")
    private int scale = 2;

    @Parameter(label = "File or folder", persist = false, required = false,
        description = "For import: a package, NAME-xS or its zip, or weights that others published: .pb, .pt, .pth, "
            + ".model, .safetensors. For export: the folder to write to. For draw: nothing, or a new .svg or .png.")
    private File file;

    @Parameter(label = "Name for the import", persist = false, required = false,
        description = "For weights of another program: the model's name, without the scale; empty for that of the "
            + "network.")
    private String name = "";

    @Parameter(label = "Licence of the import", persist = false, required = false,
        description = "For weights of another program: their licence, such as Apache-2.0. See what their authors say.")
    private String license = ForeignImport.UNKNOWN_LICENSE;

    @Parameter(label = "Network of the import", persist = false, required = false,
        description = "Only for weights that fit several networks, as the message then says: which it is, such as "
            + "eSR-TR_s3_K7_C16.")
    private String architecture = "";

    @Parameter(label = "Format of the export", choices = {"package", "onnx", "torchscript", "bioimage"}, persist = false,
        description = "For export: package, a zip for other users of Acuity; onnx, for ONNX Runtime and other programs; "
            + "torchscript, for PyTorch; "
            + "bioimage, a zip for programs that read bioimage.io's models.")
    private String format = "package";

    @Parameter(label = "Report", type = ItemIO.OUTPUT)
    private String report;

    @Parameter(label = "Drawing", type = ItemIO.OUTPUT)
    private ImagePlus drawing;

    @Override
    void execute(final Progress progress) {
        Upscaler.requireScale(scale);
        final ModelStore store = ModelStore.standard();
        final ModelLibrary library = new ModelLibrary(store);
        report = switch (action) {
            case "list" -> list(store);
            case "show" -> CardYaml.write(resolve(store).card());
            case "draw" -> draw(store);
            case "verify" -> verify(resolve(store));
            case "import" -> add();
            case "export" -> export(resolve(store));
            case "delete" -> {
                library.delete(new ModelName(model, scale));
                yield "deleted " + model + "-x" + scale + " from " + library.folder();
            }
            default -> throw new AcuityException("action " + action, "is not one of list, show, draw, verify, import, "
                + "export and delete", "use one of these");
        };
        if (IJ.isMacro()) {
            IJ.log(report);
            markShown("report");
        }
    }

    private ModelPackage resolve(final ModelStore store) {
        return store.resolve(model, scale);
    }

    private String draw(final ModelStore store) {
        final Drawing picture = Drawing.of(NamedNetwork.find(store, model, scale), Detail.CELLS);
        if (file == null) {
            drawing = new ImagePlus(model + "-x" + scale + " network", new ColorProcessor(picture.image()));
            return "drawn: " + model + " x" + scale;
        }
        picture.write(file.toPath());
        return file.toString();
    }

    private File file(final String purpose) {
        if (file == null) {
            throw new AcuityException("file", "is missing, and " + purpose + " needs it", "name a file or folder");
        }
        return file;
    }

    private String add() {
        return "imported " + new ModelImport(file("import").toPath()).named(text(name)).licensed(text(license))
            .of(text(architecture)).run().path();
    }

    /** Scripts can give nothing, dialogs spaces. */
    private static String text(final String value) {
        return value == null ? "" : value.strip();
    }

    private String export(final ModelPackage chosen) {
        return ModelExport.write(chosen, ExportFormat.parse(format), file("export").toPath()).toString();
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
