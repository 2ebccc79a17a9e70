package sc.fiji.acuity.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.Precision;
import sc.fiji.acuity.evaluate.BicubicEnlarger;
import sc.fiji.acuity.evaluate.Evaluation;
import sc.fiji.acuity.evaluate.Evaluator;
import sc.fiji.acuity.evaluate.ImageScore;
import sc.fiji.acuity.evaluate.ImageSet;
import sc.fiji.acuity.evaluate.ModelEnlarger;
import sc.fiji.acuity.evaluate.Protocol;
import sc.fiji.acuity.model.ModelPackage;

@Command(name = "evaluate", description = {"PSNR and SSIM of a model on a folder of images.",
    "The folder holds NAME_HR.png with NAME_LR.png beside each, or plain images, whose LR versions are then made by "
        + "MATLAB's bicubic."},
    footer = {"", "Example: acuity evaluate --model balanced --scale 2 --hr Set5/x2 --json"})
final class EvaluateAction extends Action {

    @Mixin
    private ModelOptions model;

    @Option(names = "--hr", paramLabel = "FOLDER", required = true, description = "The images.")
    private Path hr;

    @Option(names = "--protocol", paramLabel = "NAME", defaultValue = "standard",
        description = {"How published tables measure (default: ${DEFAULT-VALUE}).",
            "standard: studio luma, without S pixels at the border. Luma networks and bicubic: run on unrounded luma, "
                + "result and original rounded. Colour networks: run on RGB, result rounded to 8-bit RGB, neither luma "
                + "rounded after that.",
            "esr: as the edge-SR paper, nothing rounded, without 4 pixels. Luma networks only.",
            "falsr: as FALSR's script, colour truncated to 8 bits, then luma rounded, x2 only. Luma networks only.",
            "rgb: over red, green and blue rounded to 8 bits, without S + 6 pixels; luma networks with bicubic "
                + "colour."})
    private String protocol;

    @Option(names = "--precision", paramLabel = "PRECISION", defaultValue = "fp32",
        description = "fp32, bf16 or auto (default: ${DEFAULT-VALUE}). Nothing is rounded here, so auto decides as for "
            + "32-bit images.")
    private String precision;

    @Override
    Outcome perform(final Progress progress) {
        final Protocol rules = option(() -> Protocol.parse(protocol));
        final Precision arithmetic = option(() -> Precision.parse(precision));
        final Optional<ModelPackage> resolved = model.resolve(this);
        final ImageSet images = ImageSet.open(hr, model.scale());
        if (resolved.isEmpty()) {
            return outcome(Evaluator.evaluate(new BicubicEnlarger(model.scale(), rules == Protocol.RGB ? 3 : 1), images,
                rules, progress), rules, 0);
        }
        try (ModelEnlarger enlarger = new ModelEnlarger(resolved.get(), model.device(), arithmetic)) {
            return outcome(Evaluator.evaluate(enlarger, images, rules, progress), rules,
                resolved.get().card().facts().parameters());
        }
    }

    private Outcome outcome(final Evaluation evaluation, final Protocol rules, final long parameters) {
        final JsonObject json = new JsonObject();
        json.addProperty("model", model.model());
        json.addProperty("scale", model.scale());
        json.addProperty("protocol", rules.toString());
        json.addProperty("parameters", parameters);
        final JsonArray images = new JsonArray();
        final StringBuilder text = new StringBuilder();
        for (final ImageScore score : evaluation.images()) {
            final JsonObject image = new JsonObject();
            image.addProperty("name", score.name());
            image.add("psnr", Json.number(score.psnr()));
            image.add("ssim", Json.number(score.ssim()));
            images.add(image);
            text.append(line(score.name(), score.psnr(), score.ssim()));
        }
        json.add("images", images);
        json.add("psnr", Json.number(evaluation.psnr()));
        json.add("ssim", Json.number(evaluation.ssim()));
        json.addProperty("seconds", evaluation.seconds());
        text.append(line("mean", evaluation.psnr(), evaluation.ssim()));
        text.append(String.format(Locale.ROOT, "%s x%d, protocol %s, %d parameters, %.3f s for enlarging",
            model.model(),
            model.scale(), rules, parameters, evaluation.seconds()));
        return Outcome.done(json, text.toString());
    }

    private static String line(final String name, final double psnr, final double ssim) {
        return String.format(Locale.ROOT, "%-32s %7.3f dB  %.4f%n", name, psnr, ssim);
    }
}
