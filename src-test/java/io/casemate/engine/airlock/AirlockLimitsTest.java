package io.casemate.engine.airlock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.units.Bytes;
import io.casemate.engine.worker.Limits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class AirlockLimitsTest {
    private static final long MODEL = 4L << 30;

    private static String tried(long total, long free) {
        var limits = new AirlockLimits(Bytes.gibibytes(total), Bytes.gibibytes(free));
        return switch (limits.trying("large.onnx", new TrialDeadlines(MODEL, 0))) {
            case Outcome.Done<Limits>(Limits allowed) -> allowed.memory().toString();
            case Outcome.Refused<Limits>(Problem problem) ->
                    problem.code().id() + " " + problem.why();
        };
    }

    @Test
    void givesATrialWhatItMayNeedAtMost() {
        assertEquals("18.0 GiB", tried(64, 60));
    }

    @Test
    void givesATrialNoMoreThanWhatIsFree() {
        assertEquals("9.75 GiB", tried(16, 10));
    }

    @Test
    void refusesToTryWhatTheMachineCannotHold() {
        assertEquals(
                "AL-801 Trying it takes about 8.50 GiB of memory; this machine has 8.00 GiB in all.",
                tried(8, 7));
    }

    @Test
    void refusesToTryWhatHasNoRoomNow() {
        assertEquals(
                "AL-1008 Trying it takes about 8.50 GiB of memory; 6.00 GiB of 16.0 GiB are free now.",
                tried(16, 6));
    }

    @Test
    void givesLargeModelsMoreTimeAndTheOptimizingCompiler() {
        assertEquals(Duration.ofSeconds(120), AirlockLimits.looking(1).deadline());
        assertEquals(Duration.ofSeconds(120 + 214), AirlockLimits.looking(MODEL).deadline());
        assertEquals(true, AirlockLimits.looking(MODEL).isLong());
        assertEquals(false, AirlockLimits.looking(1).isLong());
    }
}
