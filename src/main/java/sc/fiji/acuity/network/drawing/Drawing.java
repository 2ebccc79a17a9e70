package sc.fiji.acuity.network.drawing;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import javax.imageio.ImageIO;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;
import sc.fiji.acuity.network.Graph;

/**
 * A picture of a network, from the LR image at the top to the HR image at the bottom.
 *
 * <pre>{@code
 * Drawing drawing = Drawing.of(Architectures.named("dlsr", 2).graph(), Detail.CELLS);
 * drawing.write(Path.of("dlsr.svg"));          // or .png
 * BufferedImage picture = drawing.image();
 * }</pre>
 */
public final class Drawing {

    /** A picture of more pixels takes more memory than it is worth; SVG has no such limit. */
    private static final long MOST_PIXELS = 60_000_000;

    private final Layout layout;

    private Drawing(final Layout layout) {
        this.layout = layout;
    }

    public static Drawing of(final Graph graph, final Detail detail) {
        return new Drawing(Layout.of(Diagram.of(graph, detail)));
    }

    /** As SVG; the same text for the same graph. */
    public String svg() {
        return Svg.of(layout);
    }

    /**
     * As pixels, twice as fine as a screen's, so that it can be printed.
     *
     * @throws AcuityException if the network has too many layers for a picture
     */
    public BufferedImage image() {
        final double zoom = 2;
        if (layout.width() * zoom * layout.height() * zoom > MOST_PIXELS) {
            throw new AcuityException("the drawing", "would have " + layout.width() * 2 + " x " + layout.height() * 2
                + " pixels", "write it as .svg, or draw cells instead of layers");
        }
        return Painter.paint(layout, zoom);
    }

    /**
     * Writes the drawing.
     *
     * @param file ends with {@code .svg} or {@code .png}; must not exist
     */
    public void write(final Path file) {
        final String name = file.getFileName() == null ? "" : file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".svg")) {
            AtomicFiles.create(file, temporary -> Files.writeString(temporary, svg()));
        } else if (name.endsWith(".png")) {
            final BufferedImage image = image();
            AtomicFiles.create(file, temporary -> ImageIO.write(image, "png", temporary.toFile()));
        } else {
            throw new AcuityException(file.toString(), "is neither .svg nor .png", "give the file one of these endings");
        }
    }
}
