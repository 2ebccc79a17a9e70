package sc.fiji.acuity.ij1;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.AWTException;
import java.awt.Button;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.Label;
import java.awt.Menu;
import java.awt.MenuItem;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.TextField;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.ItemEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.imageio.ImageIO;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.text.JTextComponent;

import ij.IJ;
import ij.ImageJ;
import ij.Menus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.ImageWindow;
import ij.text.TextWindow;

/** Plain ImageJ 1 with its windows, and hands to use it: needs a display such as {@code xvfb-run} gives. */
final class Gui {

    static final String HAS_DISPLAY = "sc.fiji.acuity.ij1.Gui#hasDisplay";
    static final String NO_DISPLAY = "windows need a display: xvfb-run -a mvn verify";
    static final Path SCREENSHOTS = Path.of("target/screenshots");

    private static final long PATIENCE_MS = 30_000;

    private Gui() {}

    /** For {@code @EnabledIf}. */
    static boolean hasDisplay() {
        return !GraphicsEnvironment.isHeadless();
    }

    /** Starts ImageJ with our menu entries, once. */
    static synchronized void start() throws Exception {
        if (IJ.getInstance() != null) {
            return;
        }
        final Path plugins = Files.createDirectories(Path.of("target/imagej/plugins"));
        // the classes are on the class path
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(plugins.resolve("Acuity_-test.jar")))) {
            jar.putNextEntry(new JarEntry("plugins.config"));
            try (var config = MenuEntry.class.getResourceAsStream("/plugins.config")) {
                config.transferTo(jar);
            }
        }
        System.setProperty("plugins.dir", plugins.getParent().toAbsolutePath().toString());
        final ImageJ imagej = new ImageJ(ImageJ.EMBEDDED);
        imagej.exitWhenQuitting(false);
        Files.createDirectories(SCREENSHOTS);
    }

    /** The labels below a menu such as {@code Plugins>Acuity}. */
    static List<String> menu(final String path) {
        final String[] parts = path.split(">");
        Menu menu = Menus.getImageJMenu(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            menu = (Menu) item(menu, parts[i]).orElseThrow();
        }
        final Menu last = menu;
        return IntStream.range(0, last.getItemCount()).mapToObj(last::getItem).map(MenuItem::getLabel).toList();
    }

    private static Optional<MenuItem> item(final Menu menu, final String label) {
        return IntStream.range(0, menu.getItemCount()).mapToObj(menu::getItem)
            .filter(item -> item.getLabel().equals(label)).findFirst();
    }

    /** Chooses an entry of the menu Plugins>Acuity; returns when its thread is started. */
    static void choose(final String label) throws Exception {
        final Menu menu = (Menu) item(Menus.getImageJMenu("Plugins"), "Acuity").orElseThrow();
        final MenuItem item = item(menu, label).orElseThrow();
        now(() -> {
            IJ.getInstance().actionPerformed(new ActionEvent(item, ActionEvent.ACTION_PERFORMED, label));
            return null;
        });
    }

    /** Waits for the thread on which ImageJ runs a menu entry. */
    static void awaitEnd(final String label) {
        await("the end of " + label, () -> Thread.getAllStackTraces().keySet().stream()
            .noneMatch(thread -> thread.getName().equals(label)));
    }

    static void await(final String what, final BooleanSupplier condition) {
        final long end = System.currentTimeMillis() + PATIENCE_MS;
        while (!condition.getAsBoolean()) {
            if (System.currentTimeMillis() > end) {
                screen("waited-in-vain");
                throw new AssertionError("waited in vain for " + what + "; open: " + titles());
            }
            IJ.wait(10);
        }
    }

    /**
     * Every modal dialog that shows has entered its loop: one that is closed before, faster than any hand, waits
     * for ever.
     */
    private static boolean settled() {
        final long modal = Arrays.stream(Window.getWindows())
            .filter(window -> window.isShowing() && window instanceof Dialog dialog && dialog.isModal()).count();
        final long loops = Thread.getAllStackTraces().values().stream().flatMap(Arrays::stream)
            .filter(frame -> frame.getClassName().equals("java.awt.WaitDispatchSupport")
                && frame.getMethodName().equals("enter"))
            .count();
        return loops >= modal;
    }

    static List<String> titles() {
        return Arrays.stream(Window.getWindows()).filter(Window::isShowing).map(Gui::title).toList();
    }

    private static String title(final Window window) {
        return window instanceof Dialog dialog ? dialog.getTitle()
            : window instanceof java.awt.Frame frame ? frame.getTitle() : "";
    }

    static boolean isOpen(final String title) {
        return titles().contains(title);
    }

    static <T extends Window> T window(final Class<T> type, final String title) {
        final List<T> found = new ArrayList<>();
        await(type.getSimpleName() + " '" + title + "'", () -> {
            Arrays.stream(Window.getWindows()).filter(Window::isShowing).filter(type::isInstance).map(type::cast)
                .filter(window -> title(window).equals(title)).forEach(found::add);
            return !found.isEmpty() && settled();
        });
        return found.get(0);
    }

    static GenericDialog dialog(final String title) {
        return window(GenericDialog.class, title);
    }

    /** Gives the field of a label a value; a check box has its label itself. */
    static void set(final GenericDialog dialog, final String label, final String value) throws Exception {
        final Component field = field(dialog, label);
        now(() -> {
            if (field instanceof Choice choice) {
                choice.select(value);
                assertTrue(choice.getSelectedItem().equals(value), label + " has no " + value);
            } else if (field instanceof Checkbox box) {
                box.setState(Boolean.parseBoolean(value));
                dialog.itemStateChanged(new ItemEvent(box, ItemEvent.ITEM_STATE_CHANGED, label, ItemEvent.SELECTED));
            } else {
                ((TextField) field).setText(value);
            }
            return null;
        });
    }

    static Component field(final GenericDialog dialog, final String label) {
        final Component[] parts = dialog.getComponents();
        for (int i = 0; i < parts.length; i++) {
            if (parts[i] instanceof Checkbox box && box.getLabel().equals(label)) {
                return box;
            }
            if (parts[i] instanceof Label text && text.getText().trim().equals(label + ":")) {
                // a file's field shares a panel with its button
                return parts[i + 1] instanceof Container panel ? panel.getComponent(0) : parts[i + 1];
            }
        }
        throw new AssertionError(dialog.getTitle() + " has no " + label);
    }

    /** Presses a button of any window. */
    static void press(final Window window, final String button) throws Exception {
        final Component found = buttons(window).filter(b -> label(b).trim().equals(button)).findFirst().orElseThrow();
        later(() -> {
            final ActionEvent event = new ActionEvent(found, ActionEvent.ACTION_PERFORMED, button);
            if (found instanceof JButton swing) {
                swing.doClick();
            } else {
                Arrays.stream(((Button) found).getActionListeners())
                    .forEach(listener -> listener.actionPerformed(event));
            }
        });
    }

    private static String label(final Component button) {
        return button instanceof JButton swing ? swing.getText() : ((Button) button).getLabel();
    }

    private static Stream<Component> buttons(final Container container) {
        return Arrays.stream(container.getComponents())
            .flatMap(part -> part instanceof Button || part instanceof JButton ? Stream.of(part)
                : part instanceof Container inner ? buttons(inner) : Stream.empty());
    }

    static void awaitClosed(final Window window) {
        await(title(window) + " to close", () -> !window.isShowing());
    }

    /** Keeps a picture of a window, once it is painted. */
    static void shoot(final Window window, final String name) throws Exception {
        // without a window manager Java may be wrong about where a new window is, but not about one that it moved
        final Point corner = new Point(60, 90);
        now(() -> {
            window.setLocation(corner);
            window.toFront();
            return null;
        });
        final List<BufferedImage> pictures = new ArrayList<>();
        await("a picture of " + title(window), () -> {
            IJ.wait(100);
            pictures.add(capture(new Rectangle(corner, window.getSize())));
            final int last = pictures.size() - 1;
            return last > 0 && painted(pictures.get(last)) && same(pictures.get(last - 1), pictures.get(last));
        });
        save(pictures.get(pictures.size() - 1), name);
    }

    /** Keeps a picture of the whole screen. */
    static void screen(final String name) {
        save(capture(new Rectangle(Toolkit.getDefaultToolkit().getScreenSize())), name);
    }

    private static BufferedImage capture(final Rectangle part) {
        try {
            return new Robot().createScreenCapture(part);
        } catch (final AWTException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The screen behind the windows is black. */
    private static boolean painted(final BufferedImage picture) {
        int black = 0;
        for (final int rgb : pixels(picture)) {
            black += (rgb & 0xffffff) == 0 ? 1 : 0;
        }
        return black < picture.getWidth() * picture.getHeight() / 4;
    }

    private static boolean same(final BufferedImage a, final BufferedImage b) {
        return Arrays.equals(pixels(a), pixels(b));
    }

    private static int[] pixels(final BufferedImage picture) {
        return picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
    }

    private static void save(final BufferedImage picture, final String name) {
        try {
            Files.createDirectories(SCREENSHOTS);
            ImageIO.write(picture, "png", SCREENSHOTS.resolve(name + ".png").toFile());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A window that does not make itself the current one when the focus comes to it: without a window manager that
     * happens at any time, also when other windows close.
     */
    static void neverCurrent(final ImageWindow window) throws Exception {
        now(() -> {
            window.removeFocusListener(window);
            window.removeWindowListener(window);
            return null;
        });
    }

    static void closeImages() throws Exception {
        while (WindowManager.getCurrentImage() != null) {
            final var image = WindowManager.getCurrentImage();
            now(() -> {
                image.changes = false;
                image.close();
                return null;
            });
        }
    }

    /** The text of a window; nothing where there is none. */
    static String text(final String title) {
        return WindowManager.getWindow(title) instanceof TextWindow window ? window.getTextPanel().getText() : "";
    }

    /** Closes tables, reports and the log. */
    static void closeTexts() throws Exception {
        for (final Window window : Window.getWindows()) {
            if (window.isShowing() && window instanceof TextWindow text) {
                now(() -> {
                    text.getTextPanel().clear();
                    text.close(false);
                    return null;
                });
            }
        }
    }

    /** All that a window of Swing says: labels, texts, buttons that can be pressed. */
    static String words(final Window window) {
        final List<String> words = new ArrayList<>();
        try {
            now(() -> {
                words(window, words);
                return null;
            });
        } catch (final Exception e) {
            throw new IllegalStateException(e);
        }
        return String.join("\n", words);
    }

    private static void words(final Container container, final List<String> words) {
        for (final Component part : container.getComponents()) {
            if (part instanceof JLabel text) {
                words.add(text.getText());
            } else if (part instanceof JTextComponent text) {
                words.add(text.getText());
            } else if (part instanceof JButton button && button.isEnabled()) {
                words.add("[" + button.getText() + "]");
            } else if (part instanceof Container inner) {
                words(inner, words);
            }
        }
    }

    /** Closes windows whose titles begin so. */
    static void closeFrames(final String... titles) throws Exception {
        for (final Window window : Window.getWindows()) {
            if (window.isShowing() && Arrays.stream(titles).anyMatch(start -> title(window).startsWith(start))) {
                now(() -> {
                    window.dispose();
                    return null;
                });
            }
        }
    }

    private static void later(final Runnable work) {
        EventQueue.invokeLater(work);
    }

    private static void now(final Callable<?> work) throws Exception {
        final List<Exception> failed = new ArrayList<>();
        EventQueue.invokeAndWait(() -> {
            try {
                work.call();
            } catch (final Exception e) {
                failed.add(e);
            }
        });
        if (!failed.isEmpty()) {
            throw failed.get(0);
        }
    }
}
