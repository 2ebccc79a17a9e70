package sc.fiji.acuity.command;

import ij.IJ;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.Doctor;

/** {@code run("SR Doctor")}: tries every device and says what works, how fast, and what to do otherwise. */
@Plugin(type = Command.class, headless = true,
    description = "Tries every device and says what works, how fast, and what to do otherwise.",
    menu = {@Menu(label = "Plugins"), @Menu(label = "Acuity"),
    @Menu(label = "SR Doctor", weight = 9)})
public final class DoctorCommand extends AcuityCommand {

    @Parameter(label = "SR Doctor", type = ItemIO.OUTPUT)
    private String report;

    @Override
    void execute(final Progress progress) {
        report = Doctor.examine(progress).text();
        if (IJ.isMacro()) {
            IJ.log(report);
            markShown("report");
        }
    }
}
