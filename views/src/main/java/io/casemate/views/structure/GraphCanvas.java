package io.casemate.views.structure;

import io.casemate.engine.structure.Box;
import io.casemate.engine.structure.Wire;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.IntConsumer;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/// The graph, to be moved and zoomed by mouse and keys. Paints only when something changed, at most
/// once a pulse.
final class GraphCanvas extends Region {
    private static final double STEP = 80;
    private static final double ZOOM = 1.25;

    private final Canvas canvas = new Canvas();
    private final GraphColours colours = new GraphColours(this::repaint);
    private final Minimap minimap = new Minimap(colours, this::centre);
    private final IntConsumer select;
    private final IntConsumer toggle;
    private @Nullable GraphPicture picture;
    private @Nullable GraphPainter painter;
    private Viewport viewport = new Viewport(1, 0, 0);
    private Marks marks = Marks.NONE;
    private double dragX;
    private double dragY;
    private boolean isFresh;

    /// @param select called with the id of a box, or -1
    /// @param toggle called with the id of a block that is to be opened or closed
    GraphCanvas(IntConsumer select, IntConsumer toggle) {
        this.select = select;
        this.toggle = toggle;
        setId("structure-graph");
        getStyleClass().add("graph-canvas");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        canvas.setManaged(false);
        getChildren().addAll(colours, canvas, minimap);
        var clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
        setOnMousePressed(this::press);
        setOnMouseDragged(this::drag);
        setOnMouseClicked(this::click);
        setOnScroll(this::scroll);
        setOnKeyPressed(this::key);
    }

    /// Shows a graph from its beginning.
    void open(GraphPicture opened) {
        show(opened);
        isFresh = true;
        repaint();
    }

    /// Shows the graph after a block was opened or closed; `anchor` stays where it is on screen.
    void replace(GraphPicture changed, int anchor) {
        Optional<Box> before = picture == null ? Optional.empty() : picture.box(anchor);
        Optional<Box> after = changed.box(anchor);
        if (before.isPresent() && after.isPresent()) {
            double right = before.get().x() + before.get().width() / 2;
            double moved = after.get().x() + after.get().width() / 2;
            viewport =
                    viewport.moved(
                            (right - moved) * viewport.scale(),
                            (before.get().y() - after.get().y()) * viewport.scale());
        }
        show(changed);
        repaint();
    }

    private void show(GraphPicture shown) {
        picture = shown;
        if (painter == null) {
            painter = new GraphPainter(canvas.getGraphicsContext2D(), colours, shown);
        } else {
            painter.show(shown);
        }
        minimap.show(shown);
    }

    void mark(Marks changed) {
        marks = changed;
        repaint();
    }

    void fit() {
        if (picture != null) {
            var drawing = picture.drawing();
            look(Viewport.fitting(drawing.width(), drawing.height(), getWidth(), getHeight()));
        }
    }

    void zoom(boolean closer) {
        look(viewport.zoomed(closer ? ZOOM : 1 / ZOOM, getWidth() / 2, getHeight() / 2));
    }

    /// Brings a box into the middle.
    void reveal(int id) {
        if (picture != null) {
            picture.box(id)
                    .ifPresent(box -> {
                        isFresh = false;
                        double middle = box.y() + Math.min(box.height() / 2, 200);
                        centre(box.x() + box.width() / 2, middle);
                    });
        }
    }

    private void centre(double x, double y) {
        look(viewport.centredOn(x, y, getWidth(), getHeight()));
    }

    void look(Viewport changed) {
        viewport = changed;
        repaint();
    }

    Viewport viewport() {
        return viewport;
    }

    private void repaint() {
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        if (canvas.getWidth() != getWidth() || canvas.getHeight() != getHeight()) {
            canvas.setWidth(getWidth());
            canvas.setHeight(getHeight());
        }
        if (isFresh && picture != null && getWidth() > 0) {
            isFresh = false;
            var drawing = picture.drawing();
            viewport =
                    Viewport.beginning(drawing.width(), drawing.height(), getWidth(), getHeight());
        }
        paint();
    }

    /// {@return how many boxes were drawn}
    int paint() {
        if (painter == null) {
            return 0;
        }
        int drawn = painter.paint(viewport, marks);
        minimap.place(viewport, getWidth(), getHeight());
        return drawn;
    }

    private void press(MouseEvent event) {
        requestFocus();
        dragX = event.getX();
        dragY = event.getY();
    }

    private void drag(MouseEvent event) {
        look(viewport.moved(event.getX() - dragX, event.getY() - dragY));
        dragX = event.getX();
        dragY = event.getY();
    }

    private void click(MouseEvent event) {
        if (event.getButton() != MouseButton.PRIMARY || !event.isStillSincePress()) {
            return;
        }
        int hit = hit(event.getX(), event.getY()).map(Box::id).orElse(Marks.NOTHING);
        if (event.getClickCount() == 2) {
            toggle.accept(hit);
        } else {
            select.accept(hit);
        }
    }

    /// {@return the innermost box at a place on screen}
    private Optional<Box> hit(double px, double py) {
        if (picture == null) {
            return Optional.empty();
        }
        double x = viewport.toDrawingX(px);
        double y = viewport.toDrawingY(py);
        return picture.drawing().boxes().stream()
                .filter(box -> box.contains(x, y))
                .max(Comparator.comparingInt(Box::depth));
    }

    private void scroll(ScrollEvent event) {
        if (event.getDeltaY() != 0) {
            look(viewport.zoomed(Math.pow(1.0018, event.getDeltaY()), event.getX(), event.getY()));
        }
        event.consume();
    }

    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case LEFT -> look(viewport.moved(STEP, 0));
            case RIGHT -> look(viewport.moved(-STEP, 0));
            case UP -> upOrDown(event, true);
            case DOWN -> upOrDown(event, false);
            case PAGE_UP -> look(viewport.moved(0, getHeight() * 0.9));
            case PAGE_DOWN -> look(viewport.moved(0, -getHeight() * 0.9));
            case PLUS, ADD, EQUALS -> zoom(true);
            case MINUS, SUBTRACT -> zoom(false);
            case DIGIT0, NUMPAD0 -> fit();
            case ENTER, SPACE -> toggle.accept(marks.selected());
            case ESCAPE -> select.accept(Marks.NOTHING);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void upOrDown(KeyEvent event, boolean isUp) {
        if (event.isAltDown()) {
            follow(isUp);
        } else {
            look(viewport.moved(0, isUp ? STEP : -STEP));
        }
    }

    /// Selects where a value of the selected box comes from, or goes to; without a selection, the
    /// first box.
    private void follow(boolean isUp) {
        if (picture == null) {
            return;
        }
        if (marks.selected() == Marks.NOTHING) {
            picture.drawing().boxes().stream().map(Box::id).findFirst().ifPresent(this::step);
            return;
        }
        picture.drawing().wires().stream()
                .filter(wire -> (isUp ? wire.to() : wire.from()) == marks.selected())
                .map(isUp ? Wire::from : Wire::to)
                .filter(id -> id != Marks.NOTHING)
                .findFirst()
                .ifPresent(this::step);
    }

    private void step(int id) {
        select.accept(id);
        reveal(id);
    }
}
