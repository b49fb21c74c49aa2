package io.casemate.views.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.assets.demo.DemoModel;
import io.casemate.engine.models.Revision;
import io.casemate.engine.structure.Transformers;
import io.casemate.views.FakeRooms;
import io.casemate.views.Fixtures;
import io.casemate.views.FxTest;
import io.casemate.views.models.ModelsScreen;
import io.casemate.views.shell.Intent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StructureScreenTest extends FxTest {
    @TempDir Path files;

    private FakeRooms rooms(Path variant, Path parent) {
        FakeRooms rooms = Fixtures.typical();
        rooms.modelFiles.put(Fixtures.variant().id(), variant);
        rooms.modelFiles.put(Fixtures.parent().id(), parent);
        return rooms;
    }

    private FakeRooms transformers() throws IOException {
        return rooms(
                Transformers.write(files.resolve("a.onnx"), 100, true, (byte) 3),
                Transformers.write(files.resolve("b.onnx"), 99, true, (byte) 5));
    }

    private void open(FakeRooms rooms) {
        open(rooms, desk -> List.of(StructureScreen.of(desk), ModelsScreen.of(desk)));
        await(() -> isShown(texts.text("structure.tab.node")));
        await(() -> !isShown(texts.text("structure.loading")));
    }

    private GraphCanvas graph() {
        return robot.lookup("#structure-graph").queryAs(GraphCanvas.class);
    }

    private void tab(int index) {
        onFx(() ->
                robot.lookup("#structure-tabs")
                        .queryAs(TabPane.class)
                        .getSelectionModel()
                        .select(index));
        settle();
    }

    @Test
    void showsTheDemoModel() throws IOException {
        Path demo = DemoModel.create(files);
        open(rooms(demo, demo));
        tab(1);
        picture("structure-demo");

        assertTrue(isShown(texts.text("structure.summary.model")));
    }

    @Test
    void showsALargeModelInBlocksAndOpensThem() throws IOException {
        open(transformers());
        picture("structure-whole");

        onFx(() -> graph().requestFocus());
        search("layer.42/attention/self/MatMul");
        picture("structure-selection");

        assertTrue(isShown("encoder/layer.42/attention/self"));
        assertTrue(graph().viewport().scale() > 0.5);
    }

    private void search(String text) {
        onFx(() -> robot.lookup("#structure-search").queryAs(TextField.class).setText(text));
        onFx(() -> robot.lookup("#structure-search").query().requestFocus());
        robot.type(KeyCode.ENTER);
        settle();
        await(() -> !isShown(texts.text("structure.loading")));
    }

    @Test
    void drawsEverythingWhenEveryBlockIsOpen() throws IOException {
        open(transformers());

        robot.clickOn("#structure-expand");
        await(() -> !isShown(texts.text("structure.loading")));
        onFx(() -> graph().fit());
        settle();
        picture("structure-everything");
        onFx(() -> graph().look(new Viewport(0.6, 0, -300)));
        settle();
        tab(2);
        picture("structure-zoomed");

        assertEquals(
                8, robot.lookup("#structure-operators").queryAs(TableView.class).getItems().size());
    }

    @Test
    void zoomsByKeysAndFits() throws IOException {
        open(transformers());
        double before = graph().viewport().scale();

        onFx(() -> graph().requestFocus());
        robot.type(KeyCode.MINUS);
        settle();
        double after = graph().viewport().scale();

        assertEquals(before / 1.25, after, 0.001);
    }

    @Test
    void listsWhatChangedFromAnotherRevision() throws IOException {
        open(transformers());
        tab(5);

        onFx(() -> choose("#structure-other", Fixtures.parent()));
        await(() ->
                !robot.lookup("#structure-changes").queryAs(TableView.class).getItems().isEmpty());
        onFx(() ->
                robot.lookup("#structure-changes")
                        .queryAs(TableView.class)
                        .getSelectionModel()
                        .select(0));
        await(() -> !isShown(texts.text("structure.loading")));
        picture("structure-compare");

        assertTrue(isShown(texts.text("structure.compare.counts", "1", "20", "0", "1,980")));
    }

    @SuppressWarnings("unchecked")
    private void choose(String id, Revision revision) {
        ((ComboBox<Revision>) robot.lookup(id).queryAs(ComboBox.class)).setValue(revision);
    }

    @Test
    void saysOnlyWhatWasProvedOfHosts() throws IOException {
        open(transformers());
        tab(4);
        picture("structure-hosts");

        assertTrue(isShown(texts.text("structure.hosts.proved", "2,001")));
    }

    @Test
    void listsNodesAsATable() throws IOException {
        open(transformers());
        tab(3);

        onFx(() -> robot.lookup("#structure-filter").queryAs(TextField.class).setText("softmax"));
        settle();
        picture("structure-nodes");

        assertEquals(
                100, robot.lookup("#structure-nodes").queryAs(TableView.class).getItems().size());
    }

    @Test
    void opensTheRevisionThatTheModelsScreenNames() throws IOException {
        open(transformers());
        onFx(() -> navigation.go("models"));
        settle();

        onFx(() -> navigation.go(new Intent.Inspect(Fixtures.parent().id())));
        settle();

        assertEquals(
                Fixtures.parent(),
                robot.lookup("#structure-revision").queryAs(ComboBox.class).getValue());
    }

    @Test
    void tellsWhyARevisionCannotBeOpened() {
        open(Fixtures.typical());
        await(() -> robot.lookup("#structure-problem").query().isVisible());
        picture("structure-problem");

        assertTrue(isShown("STRUCTURE-002"));
    }
}
