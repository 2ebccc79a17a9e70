package sc.fiji.acuity.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import picocli.CommandLine.Command;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.Doctor;

@Command(name = "doctor", description = {"Find out what works on this machine.",
    "Runs a real convolution on every device, times it, compares it with the CPU, and says the one thing to do."})
final class DoctorAction extends Action {

    @Override
    Outcome perform(final Progress progress) {
        final Doctor.Report report = Doctor.examine(progress);
        final JsonObject json = new JsonObject();
        final JsonObject facts = new JsonObject();
        report.facts().forEach(facts::addProperty);
        json.add("facts", facts);
        final JsonArray devices = new JsonArray();
        for (final Doctor.DeviceReport device : report.devices()) {
            final JsonObject one = new JsonObject();
            one.addProperty("name", device.name());
            one.addProperty("works", device.works());
            one.addProperty("message", device.message());
            one.addProperty("gflops", device.gflops());
            devices.add(one);
        }
        json.add("devices", devices);
        json.addProperty("fix", report.fix().orElse(null));
        json.addProperty("healthy", report.healthy());
        final boolean cpu = report.devices().stream().anyMatch(Doctor.DeviceReport::works);
        return new Outcome(json, report.text().stripTrailing(), cpu ? Main.DONE : Main.INPUT_FAILED);
    }
}
