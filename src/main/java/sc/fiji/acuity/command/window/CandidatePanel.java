package sc.fiji.acuity.command.window;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.image.BufferedImage;

import javax.swing.BorderFactory;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JSplitPane;
import javax.swing.JTextArea;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.drawing.Detail;
import sc.fiji.acuity.network.drawing.Drawing;
import sc.fiji.acuity.search.Finished;

/** What is known of a candidate, and the drawing of its network. */
final class CandidatePanel extends JPanel {

    private static final long serialVersionUID = 1L;

    private static final Dimension SIZE = new Dimension(300, 420);
    private static final Dimension LEAST = new Dimension(200, 240);
    private static final int TEXT = 190;

    private final transient SearchFacts facts;
    private final JTextArea text = new JTextArea("Click on a point to see what it stands for.");
    private final DrawingPanel drawing = new DrawingPanel();
    private transient Finished shown;
    private boolean front;

    CandidatePanel(final SearchFacts facts) {
        super(new BorderLayout());
        this.facts = facts;
        text.setEditable(false);
        text.setLineWrap(true);
        text.setWrapStyleWord(true);
        text.setFont(getFont());
        text.setMargin(new java.awt.Insets(4, 4, 4, 4));
        final JScrollPane words = new JScrollPane(text);
        final JScrollPane picture = new JScrollPane(drawing, JScrollPane.VERTICAL_SCROLLBAR_ALWAYS,
            JScrollPane.HORIZONTAL_SCROLLBAR_NEVER);
        picture.getViewport().setBackground(Color.WHITE);
        final JSplitPane both = new JSplitPane(JSplitPane.VERTICAL_SPLIT, true, words, picture);
        both.setDividerLocation(TEXT);
        both.setBorder(BorderFactory.createEmptyBorder());
        add(both, BorderLayout.CENTER);
        setPreferredSize(SIZE);
        setMinimumSize(LEAST);
    }

    /** @param unbeaten whether no other candidate beats it */
    void show(final Finished one, final boolean unbeaten) {
        final boolean same = shown != null && shown.id() == one.id();
        if (same && front == unbeaten) {
            return;
        }
        front = unbeaten;
        text.setText(SearchText.candidate(facts, one, unbeaten));
        text.setCaretPosition(0);
        if (!same) {
            shown = one;
            drawing.show(null);
            // large networks take a while
            new Thread(() -> draw(one), "drawing of candidate " + one.id()).start();
        }
    }

    private void draw(final Finished one) {
        try {
            final BufferedImage picture =
                Drawing.of(facts.space().decode(one.genotype()).deployed().graph(), Detail.CELLS).image();
            later(one, () -> drawing.show(picture));
        } catch (final AcuityException e) {
            later(one, () -> text.append("\n\n" + e.getMessage()));
        }
    }

    private void later(final Finished one, final Runnable work) {
        EventQueue.invokeLater(() -> {
            if (shown == one) {
                work.run();
            }
        });
    }
}
