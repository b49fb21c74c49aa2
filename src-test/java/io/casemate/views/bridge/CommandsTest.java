package io.casemate.views.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.ProblemCode;
import io.casemate.views.FakeRooms;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandsTest {
    private final ArrayDeque<Runnable> background = new ArrayDeque<>();
    private final Commands commands = new Commands(new Threads(background::add, Runnable::run));

    @Test
    void isBusyUntilEveryCommandHasCome() {
        commands.run(() -> Outcome.done("one"));
        commands.run(() -> Outcome.done("two"));

        background.remove().run();
        assertTrue(commands.busyProperty().get());
        background.remove().run();

        assertFalse(commands.busyProperty().get());
    }

    @Test
    void handsOverWhatACommandYields() {
        var seen = new ArrayList<String>();

        commands.run(() -> Outcome.done("served"), seen::add);
        background.remove().run();

        assertEquals(List.of("served"), seen);
        assertNull(commands.problemProperty().get());
    }

    @Test
    void showsARefusalUntilTheNextCommand() {
        commands.run(() -> Outcome.refused(FakeRooms.REFUSAL));
        background.remove().run();
        assertEquals(FakeRooms.REFUSAL, commands.problemProperty().get());

        commands.run(() -> Outcome.done("one"));

        assertNull(commands.problemProperty().get());
    }

    @Test
    void turnsADefectIntoAProblem() {
        commands.run(() -> {
            throw new IllegalStateException("replicas is negative: -1");
        });
        background.remove().run();

        assertFalse(commands.busyProperty().get());
        var problem = commands.problemProperty().get();
        assertEquals("CONSOLE-001", problem.code().id());
        assertEquals(ProblemCode.Kind.DEFECT, problem.code().kind());
        assertTrue(problem.why().contains("replicas is negative: -1"));
    }
}
