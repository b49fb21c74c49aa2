package io.casemate.views.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.runtime.NodeTime;
import io.casemate.engine.tuning.PlacementProof;
import io.casemate.engine.tuning.Profiled;
import io.casemate.engine.tuning.RecordedProfile;
import io.casemate.engine.tuning.TunePlan;
import io.casemate.engine.tuning.TuningGoal;
import io.casemate.engine.tuning.TuningProfile;
import io.casemate.views.FakeRooms;
import io.casemate.views.Fixtures;
import io.casemate.views.FxTest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TuningScreenTest extends FxTest {

    private void open(FakeRooms rooms) {
        open(rooms, desk -> List.of(TuningScreen.of(desk)));
    }

    private static TuningProfile first(FakeRooms rooms) {
        return Profiled.profile(rooms.registry.latest().revisions().getFirst().id());
    }

    @Test
    void saysThatNothingWasTunedAndOffersNothingWithoutAModel() {
        open(Fixtures.empty());
        picture("tuning-empty");

        assertTrue(isShown(texts.text("tuning.empty")));
        assertTrue(robot.lookup("#tuning-run").query().isDisabled());
        assertTrue(robot.lookup("#tuning-prove").query().isDisabled());
    }

    @Test
    void showsTheRecordedProfileAndWhereTheModelRuns() {
        FakeRooms rooms = Fixtures.typical();
        TuningProfile profile = first(rooms);
        rooms.tunings.recorded.update(_ ->
                List.of(
                        new RecordedProfile(
                                Fixtures.NOW,
                                "operator",
                                RecordedProfile.Source.MEASURED,
                                profile)));
        rooms.tunings.placed =
                Optional.of(
                        new PlacementProof(
                                profile.chosen().settings(),
                                "golden set (8 of 200 samples)",
                                5,
                                List.of(
                                        node("conv_1", "Conv", "CUDAExecutionProvider", 1_480),
                                        node("conv_2", "Conv", "CUDAExecutionProvider", 900),
                                        node(
                                                "nms",
                                                "NonMaxSuppression",
                                                "CPUExecutionProvider",
                                                520),
                                        node("softmax", "Softmax", "CPUExecutionProvider", 61))));
        open(rooms);

        robot.clickOn("#tuning-prove");
        await(() -> isShown("CUDAExecutionProvider"));
        picture("tuning-typical");

        assertTrue(isShown(profile.host().words()));
        assertTrue(isShown("threads 1"));
    }

    private static NodeTime node(String name, String operator, String provider, long micros) {
        return new NodeTime(name, operator, provider, 5, micros);
    }

    @Test
    void tunesByTheChosenGoalAndShowsARefusal() {
        FakeRooms rooms = Fixtures.typical();
        open(rooms);

        robot.clickOn("#tuning-run");
        await(() -> !rooms.commands.isEmpty());
        settle();
        picture("tuning-refused");

        assertEquals(
                List.of(
                        new TunePlan(
                                first(rooms).revision(),
                                TuningGoal.LATENCY,
                                TunePlan.STANDARD_BUDGET,
                                Optional.empty())),
                rooms.commands);
        assertTrue(robot.lookup("#tuning-problem").query().isVisible());
    }

    @Test
    void offersNoSecondRunWhileOneRunsAndShowsWhatItFound() {
        FakeRooms rooms = Fixtures.typical();
        rooms.held = new CountDownLatch(1);
        rooms.tunings.tuned = Optional.of(first(rooms));
        open(rooms);

        robot.clickOn("#tuning-run");
        await(() -> isShown("trying threads 1 (1 of at most 14)"));
        picture("tuning-running");
        boolean isDisabled = robot.lookup("#tuning-run").query().isDisabled();
        rooms.held.countDown();
        await(() -> isShown(Profiled.HOST.words()));

        assertTrue(isDisabled);
    }
}
