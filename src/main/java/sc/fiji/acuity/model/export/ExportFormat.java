package sc.fiji.acuity.model.export;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import sc.fiji.acuity.base.AcuityException;

/** What a model can be written as. */
public enum ExportFormat {

    /** A zip of the package itself, for other users of Acuity. */
    PACKAGE(".zip"),

    /** Graph and weights as one ONNX file. */
    ONNX(".onnx"),

    /** Graph and weights as one TorchScript file, for PyTorch and what is built on it. */
    TORCHSCRIPT(".pt"),

    /** A zip with {@code rdf.yaml}, for the programs of the bioimage.io community. */
    BIOIMAGE(".bioimage.io.zip");

    private final String suffix;

    ExportFormat(final String suffix) {
        this.suffix = suffix;
    }

    /** What the name of a file of this format ends with, where nobody chooses another: {@code .onnx}. */
    public String suffix() {
        return suffix;
    }

    /** What any name must end with. */
    String extension() {
        return suffix.substring(suffix.lastIndexOf('.'));
    }

    /** The word for it in commands: {@code onnx}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws AcuityException naming those there are */
    public static ExportFormat parse(final String word) {
        return Arrays.stream(values()).filter(format -> format.word().equals(word)).findFirst()
            .orElseThrow(() -> new AcuityException("format " + word, "is not one of " + String.join(", ", words()),
                "use one of these"));
    }

    /** All words, in the order of the formats. */
    public static List<String> words() {
        return Arrays.stream(values()).map(ExportFormat::word).toList();
    }
}
