package sc.fiji.acuity.network.drawing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.GraphBuilder;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.family.Architectures;

class DrawingTest {

    /** A head, a block of two layers with a skip, a tail. */
    private static Graph small() {
        final GraphBuilder b = new GraphBuilder(1);
        final String head = b.add("head", Op.Conv.same(1, 4, 3), b.input());
        final String relu = b.add("head.relu", Op.Activation.of(Op.Activation.Function.RELU), head);
        String x = b.add("block1.conv1", Op.Conv.same(4, 4, 1), relu);
        x = b.add("block1.conv2", Op.Conv.same(4, 4, 3), x);
        x = b.add("block1.sum", new Op.Add(), x, relu);
        x = b.add("tail", Op.Conv.same(4, 4, 3), x);
        return b.build(b.add("shuffle", new Op.PixelShuffle(2), x));
    }

    static List<String> names() {
        return Architectures.names();
    }

    @Test
    void layersTakeTheirActivationsWithThem() {
        final Diagram diagram = Diagram.of(small(), Detail.LAYERS);
        assertEquals(List.of("LR image", "conv 3×3, 1 → 4", "conv 1×1, 4 → 4", "conv 3×3, 4 → 4", "add",
            "conv 3×3, 4 → 4", "pixel shuffle ×2", "HR image, ×2"),
            diagram.boxes().stream().map(box -> box.lines().get(0)).toList());
        assertEquals(List.of("conv 3×3, 1 → 4", "ReLU"), diagram.boxes().get(1).lines());
        assertTrue(diagram.arrows().contains(new Diagram.Arrow("head", "block1.sum")));
    }

    @Test
    void cellsAreOneBox() {
        final Diagram diagram = Diagram.of(small(), Detail.CELLS);
        assertEquals(List.of("LR image", "conv 3×3, 1 → 4", "block1", "conv 3×3, 4 → 4", "pixel shuffle ×2",
            "HR image, ×2"), diagram.boxes().stream().map(box -> box.lines().get(0)).toList());
        assertEquals("3 operations, 168 parameters", diagram.boxes().get(2).lines().get(1));
        assertEquals(Set.of("input>head", "head>block1", "block1>tail", "tail>shuffle", "shuffle> HR image"),
            Set.copyOf(diagram.arrows().stream().map(a -> a.from() + ">" + a.to()).toList()));
    }

    @Test
    void parametersThatAreSharedAreShownAsSuch() {
        final Graph graph = Architectures.named("carn-m", 2).graph();
        final Diagram cells = Diagram.of(graph, Detail.CELLS);
        final Diagram.Box cell = cells.boxes().stream().filter(box -> box.name().equals("b1")).findFirst().orElseThrow();
        // two 3x3 layers in 4 groups and a 1x1 layer, once; the layers that mix 2, 3 and 4 times 64 channels
        final int once = 2 * (64 * 16 * 9 + 64) + 64 * 64 + 64;
        assertEquals(String.format(java.util.Locale.ROOT, "%,d parameters", once + (2 + 3 + 4) * 64 * 64 + 3 * 64),
            cell.lines().get(1).replaceAll(".* operations, ", ""));
        final Diagram layers = Diagram.of(graph, Detail.LAYERS);
        assertEquals(List.of("conv 1×1, 64 → 64, as b1.b1.body.4"), layers.boxes().stream()
            .filter(box -> box.name().equals("b1.b3.body.4")).findFirst().orElseThrow().lines());
    }

    @Test
    void aCellThatItsOwnResultComesBackToStaysApart() {
        final GraphBuilder b = new GraphBuilder(1);
        String x = b.add("cell.first", Op.Conv.same(1, 4, 3), b.input());
        x = b.add("between", Op.Conv.same(4, 4, 3), x);
        x = b.add("cell.last", Op.Conv.same(4, 1, 3), x);
        final Graph graph = b.build(x);
        assertEquals(5, Diagram.of(graph, Detail.CELLS).boxes().size());
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyNetworkHasAPlaceForEveryBox(final String name) throws Exception {
        final Graph graph = Architectures.named(name, 2).graph();
        final Layout layout = Layout.of(Diagram.of(graph, Detail.CELLS));
        final List<Rectangle2D> places = List.copyOf(layout.boxes().values());
        for (int i = 0; i < places.size(); i++) {
            assertTrue(new Rectangle2D.Double(0, 0, layout.width(), layout.height()).contains(places.get(i)));
            for (int j = 0; j < i; j++) {
                assertFalse(places.get(i).intersects(places.get(j)), places.get(i) + " on " + places.get(j));
            }
        }
        layout.ways().forEach((arrow, way) -> assertTrue(way.get(0).getY() < way.get(way.size() - 1).getY(),
            arrow + " does not lead down"));
    }

    @ParameterizedTest
    @EnumSource(Detail.class)
    void svgIsXmlAndTheSameEachTime(final Detail detail) throws Exception {
        final Graph graph = Architectures.named("falsr-b", 2).graph();
        final String svg = Drawing.of(graph, detail).svg();
        assertEquals(svg, Drawing.of(graph, detail).svg());
        final Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        final Diagram diagram = Diagram.of(graph, detail);
        assertEquals(diagram.boxes().size() + 1, document.getElementsByTagName("rect").getLength());
        assertEquals(diagram.arrows().size(), document.getElementsByTagName("polyline").getLength());
    }

    @Test
    void pngHasTheBoxesOfTheLayout(@TempDir final Path folder) throws Exception {
        final Path file = folder.resolve("small.png");
        Drawing.of(small(), Detail.LAYERS).write(file);
        final BufferedImage image = ImageIO.read(file.toFile());
        final Layout layout = Layout.of(Diagram.of(small(), Detail.LAYERS));
        assertArrayEquals(new int[] {2 * layout.width(), 2 * layout.height()},
            new int[] {image.getWidth(), image.getHeight()});
        layout.boxes().forEach((box, r) -> assertEquals(Palette.of(box.kind()).getRGB(),
            image.getRGB((int) (2 * r.getMinX()) + 6, (int) (2 * r.getCenterY())), box.name()));
    }

    @Test
    void anExistingFileAndAnotherFormatAreRefused(@TempDir final Path folder) throws Exception {
        final Path there = Files.writeString(folder.resolve("there.svg"), "mine");
        final Drawing drawing = Drawing.of(small(), Detail.CELLS);
        assertThrows(AcuityException.class, () -> drawing.write(there));
        assertEquals("mine", Files.readString(there));
        final AcuityException e = assertThrows(AcuityException.class, () -> drawing.write(folder.resolve("a.pdf")));
        assertTrue(e.getMessage().contains("neither .svg nor .png"), e.getMessage());
    }
}
