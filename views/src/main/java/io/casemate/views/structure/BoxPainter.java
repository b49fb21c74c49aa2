package io.casemate.views.structure;

import io.casemate.engine.structure.Box;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/// Paints nodes, closed blocks, inputs and outputs, and what stands out among them.
final class BoxPainter {
    static final Font FIRST = Font.font("Inter SemiBold", 12.5);

    private static final Font SECOND = Font.font("JetBrains Mono", 10);
    private static final double CORNER = 8;
    private static final double TERMINAL_CORNER = 22;
    private static final double BAND = 5;
    private static final double LINE = 1.2;

    private final GraphicsContext to;
    private final GraphColours colours;
    private final GraphPicture picture;
    private final Marks marks;
    private final Sight sight;

    BoxPainter(GraphicsContext to, GraphColours colours, Look look) {
        this.to = to;
        this.colours = colours;
        picture = look.picture();
        marks = look.marks();
        sight = look.sight();
    }

    /// What is painted, what stands out in it, and the part of it that is seen.
    record Look(GraphPicture picture, Marks marks, Sight sight) {}

    void paint(Box box) {
        GraphPicture.BoxText text = picture.texts().get(box.id());
        Color colour = colour(box, text);
        if (!sight.isNear()) {
            to.setFill(colour.interpolate(colours.box(), 0.35));
            to.fillRect(box.x(), box.y(), box.width(), box.height());
            return;
        }
        boolean isTerminal = !picture.structure().isNode(box.id()) && !box.isBlock();
        double round = 2 * (isTerminal ? TERMINAL_CORNER : CORNER);
        to.setFill(colours.box().interpolate(colour, strength(text)));
        to.fillRoundRect(box.x(), box.y(), box.width(), box.height(), round, round);
        to.setLineWidth(LINE);
        if (box.isBlock()) {
            to.setStroke(colours.border());
            to.strokeRoundRect(box.x() + 3, box.y() + 3, box.width() - 6, box.height() - 6, 11, 11);
        } else if (text.node().isPresent()) {
            to.setFill(colour);
            to.fillRoundRect(box.x(), box.y() + 6, BAND, box.height() - 12, BAND, BAND);
        }
        to.setStroke(colour.interpolate(colours.border(), 0.35));
        to.strokeRoundRect(box.x(), box.y(), box.width(), box.height(), round, round);
        texts(box, text);
    }

    private Color colour(Box box, GraphPicture.BoxText text) {
        if (marks.colouring() == Colouring.COST && box.isBlock()) {
            return text.heat() > 0 ? colours.of(6) : colours.of(Colouring.NONE);
        }
        return text.node()
                .map(node -> colours.of(marks.colouring().colour(node)))
                .orElse(box.isBlock() ? colours.muted() : colours.accent());
    }

    /// {@return how much of its colour a box has; with cost, the square root of its share shows}
    private double strength(GraphPicture.BoxText text) {
        if (marks.colouring() != Colouring.COST || picture.hottest() == 0) {
            return 0.14;
        }
        return 0.04 + 0.66 * Math.sqrt(text.heat() / picture.hottest());
    }

    private void texts(Box box, GraphPicture.BoxText text) {
        boolean isSingle = text.second().isEmpty();
        double x = box.x() + box.width() / 2;
        double y = box.y() + box.height() / 2;
        to.setTextAlign(TextAlignment.CENTER);
        to.setTextBaseline(VPos.CENTER);
        to.setFont(FIRST);
        to.setFill(colours.text());
        String shown = box.isBlock() ? "+ " + text.first() : text.first();
        to.fillText(shown, x, isSingle ? y : y - 8, box.width() - 20);
        if (!isSingle) {
            to.setFont(SECOND);
            to.setFill(colours.muted());
            to.fillText(text.second(), x, y + 9, box.width() - 20);
        }
    }

    /// Outlines `box` if it is chosen or found.
    void standOut(Box box) {
        if (box.id() == marks.selected()) {
            outline(box, colours.accent(), sight.atLeast(3, 2));
        } else if (!box.isExpanded() && marks.matches().contains(box.id())) {
            outline(box, colours.match(), sight.atLeast(2.5, 2));
        }
    }

    private void outline(Box box, Color colour, double width) {
        to.setStroke(colour);
        to.setLineWidth(width);
        to.strokeRoundRect(box.x(), box.y(), box.width(), box.height(), 2 * CORNER, 2 * CORNER);
    }
}
