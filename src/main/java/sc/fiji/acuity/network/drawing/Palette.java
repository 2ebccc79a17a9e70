package sc.fiji.acuity.network.drawing;

import java.awt.Color;
import java.util.Locale;

/** The colours of a drawing; told apart by brightness too, for those who print or do not see colours. */
final class Palette {

    static final Color LINE = new Color(0x444444);

    private Palette() {}

    static Color of(final Diagram.Kind kind) {
        return switch (kind) {
            case IMAGE -> new Color(0xffffff);
            case CONVOLUTION -> new Color(0xcfe2f3);
            case CELL -> new Color(0xb6d7a8);
            case RESIZE -> new Color(0xffe599);
            case OTHER -> new Color(0xeeeeee);
        };
    }

    static String hex(final Color colour) {
        return String.format(Locale.ROOT, "#%06x", colour.getRGB() & 0xffffff);
    }
}
