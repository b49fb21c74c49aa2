package io.casemate.views.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.airlock.Copying;
import io.casemate.engine.airlock.ImportId;
import io.casemate.engine.airlock.ImportModel;
import io.casemate.engine.airlock.ImportRun;
import io.casemate.engine.airlock.ImportStage;
import io.casemate.engine.airlock.QuarantinedItem;
import io.casemate.engine.airlock.StageFigures;
import io.casemate.engine.airlock.StageReport;
import io.casemate.engine.models.ModelName;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.units.Bytes;
import io.casemate.views.FakeRooms;
import io.casemate.views.Fixtures;
import io.casemate.views.FxTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.Test;

class ModelsScreenTest extends FxTest {

    private void open(FakeRooms rooms) {
        open(rooms, desk -> List.of(ModelsScreen.of(desk)));
    }

    @Test
    void showsWhatIsKnownOfTheChosenRevision() {
        open(Fixtures.typical());

        onFx(() ->
                robot.lookup("#models-table")
                        .queryAs(TableView.class)
                        .getSelectionModel()
                        .select(0));
        settle();
        picture("models-typical");

        assertTrue(isShown(texts.text("models.operators")));
    }

    @Test
    void offersTheImportWhenThereIsNothing() {
        open(Fixtures.empty());
        picture("models-empty");

        assertTrue(isShown(texts.text("models.empty")));
    }

    @Test
    void importsTheFileOfTheSheet() {
        FakeRooms rooms = Fixtures.typical();
        open(rooms);

        robot.clickOn("#models-import");
        settle();
        onFx(() -> robot.lookup("#import-path").queryAs(TextField.class).setText("/tmp/a.onnx"));
        onFx(() -> robot.lookup("#import-name").queryAs(TextField.class).setText("a"));
        robot.clickOn("#import-start");
        await(() -> !rooms.commands.isEmpty());
        settle();
        picture("models-import");

        assertEquals(
                List.of(
                        new ImportModel(
                                Path.of("/tmp/a.onnx"),
                                Optional.of(new ModelName("a")),
                                Optional.empty())),
                rooms.commands);
    }

    @Test
    void startsNoImportWithoutAFile() {
        FakeRooms rooms = Fixtures.typical();
        open(rooms);

        robot.clickOn("#models-import");
        settle();
        robot.clickOn("#import-start");
        settle();

        assertTrue(isShown(texts.text("models.import.path.missing")));
        assertEquals(List.of(), rooms.commands);
    }

    @Test
    void opensTheImportSheetForThoseWhoComeFromElsewhere() {
        open(Fixtures.typical());

        onFx(() -> navigation.go("models", "models.import"));
        settle();

        assertTrue(robot.lookup("#import-sheet").tryQuery().isPresent());
    }

    @Test
    void forgetsTheLastRefusalWhenTheSheetOpensAgain() {
        FakeRooms rooms = Fixtures.typical();
        open(rooms);
        onFx(() -> navigation.go("models", "models.import"));
        settle();
        onFx(() -> robot.lookup("#import-path").queryAs(TextField.class).setText("/tmp/a.onnx"));
        robot.clickOn("#import-start");
        await(() -> isShown(FakeRooms.REFUSAL.what()));

        robot.clickOn("#import-close");
        onFx(() -> navigation.go("models", "models.import"));
        settle();

        assertFalse(isShown(FakeRooms.REFUSAL.what()));
    }

    @Test
    void leadsFromAVariantToItsParent() {
        open(Fixtures.typical());
        TableView<?> table = robot.lookup("#models-table").queryAs(TableView.class);
        onFx(() -> table.getSelectionModel().select(1));
        settle();

        robot.clickOn(".lineage-link");
        settle();
        picture("models-parent");

        assertEquals(0, table.getSelectionModel().getSelectedIndex());
        assertTrue(isShown(texts.text("models.quantize")));
    }

    private static final ImportModel ASKED =
            new ImportModel(Path.of("/tmp/magika.onnx"), Optional.empty(), Optional.empty());

    private static final StageFigures FIGURES =
            new StageFigures(Map.of("bytes", 12_582_912L), Map.of(), List.of());

    private static StageReport stage(ImportStage stage, StageReport.State state) {
        return state == StageReport.State.PASSED
                ? new StageReport(stage, state, Duration.ofMillis(42), FIGURES)
                : new StageReport(
                        stage,
                        state,
                        Duration.ZERO,
                        new StageFigures(Map.of(), Map.of(), List.of()));
    }

    private static ImportRun run(Optional<Problem> problem) {
        return new ImportRun(
                new ImportId("0123456789ab"),
                ASKED,
                Fixtures.NOW,
                List.of(
                        stage(ImportStage.INTAKE, StageReport.State.PASSED),
                        stage(
                                ImportStage.STRUCTURE,
                                problem.isEmpty()
                                        ? StageReport.State.RUNNING
                                        : StageReport.State.REFUSED),
                        stage(ImportStage.TRIAL_RUN, StageReport.State.WAITING)),
                "Structure: reading magika.onnx",
                0.45,
                new Copying(Copying.Phase.COPYING, 12_582_912, 12_582_912, 0, 0),
                Optional.empty(),
                problem,
                problem.map(_ -> Fixtures.NOW.plusSeconds(2)));
    }

    private static QuarantinedItem kept() {
        return new QuarantinedItem(
                new ImportId("0123456789ab"),
                "magika.onnx",
                "/tmp/magika.onnx",
                Fixtures.parent().id().toString(),
                Bytes.mebibytes(12),
                ImportStage.STRUCTURE,
                "AL-401",
                FakeRooms.REFUSAL.what(),
                FakeRooms.REFUSAL.why(),
                FakeRooms.REFUSAL.remedy(),
                Fixtures.NOW);
    }

    @Test
    void showsTheStagesOfTheImportAndWhatIsKeptOfARefusedOne() {
        FakeRooms rooms = Fixtures.typical();
        open(rooms);
        robot.clickOn("#models-import");
        settle();
        onFx(() ->
                robot.lookup("#import-path").queryAs(TextField.class).setText("/tmp/magika.onnx"));
        robot.clickOn("#import-start");
        await(() -> isShown(FakeRooms.REFUSAL.what()));

        rooms.imports.update(_ -> List.of(run(Optional.empty())));
        settle();
        picture("models-import-running");
        rooms.quarantined.update(_ -> List.of(kept()));
        rooms.imports.update(_ -> List.of(run(Optional.of(FakeRooms.REFUSAL))));
        settle();
        picture("models-import-refused");
        assertTrue(isShown(texts.text("models.airlock.STRUCTURE")));
        robot.clickOn("#import-purge");
        await(() -> rooms.commands.contains(new ImportId("0123456789ab")));

        robot.clickOn("#import-close");
        settle();
        picture("models-quarantine");
        assertTrue(isShown(texts.text("models.quarantine.count", 1)));
    }
}
