package io.casemate.engine.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.models.RevisionId;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.problem.ProblemCode;
import io.casemate.engine.problem.ReportedCode;
import io.casemate.engine.runtime.ExecutionProvider;
import io.casemate.engine.runtime.GraphLevel;
import io.casemate.engine.runtime.Spinning;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.units.Digest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// The search on made-up figures, so that its decisions are known.
final class TuneSearchTest {
    private static final int CORES = 4;
    private static final Duration BUDGET = Duration.ofSeconds(60);
    private static final Problem DEATH =
            new Problem(
                    new ReportedCode("WORKER-003", ProblemCode.Kind.REQUEST),
                    "The engine crashed.",
                    "The worker ended by signal 11 (SIGSEGV).",
                    "Report it.");

    private final AtomicLong now = new AtomicLong();
    private final List<Setting> asked = new ArrayList<>();
    private TuningGoal goal = TuningGoal.LATENCY;

    private static Outcome<TuneJob.Tried> measured(double times) {
        return Outcome.done(
                new TuneJob.Tried(
                        "golden set",
                        Optional.of(Profiled.better(times)),
                        Optional.empty(),
                        List.of(ExecutionProvider.CPU),
                        true));
    }

    private static Outcome<TuneJob.Tried> changed() {
        return Outcome.done(
                new TuneJob.Tried(
                        "golden set",
                        Optional.empty(),
                        Optional.of("output 'y' by 0.5 of its largest value"),
                        List.of(ExecutionProvider.CPU),
                        true));
    }

    /// What settings are worth in a test.
    private interface Worth {
        Outcome<TuneJob.Tried> of(Setting setting, int count);
    }

    private TuneSearch.Found search(Worth worth, boolean canBatch) throws InterruptedException {
        var plan =
                new TunePlan(
                        new RevisionId(Digest.of(new byte[0])), goal, BUDGET, Optional.empty());
        Trials trials =
                (setting, _, _) -> {
                    asked.add(setting);
                    return worth.of(setting, asked.size());
                };
        var search = new TuneSearch(plan, trials, TuneWatcher.NONE, now::get);
        return search.run(Setting.STANDARD, axes(), canBatch, Progress.NONE);
    }

    private Axes axes() {
        return new Axes(CORES, List.of(ExecutionProvider.CPU), goal);
    }

    @Test
    void keepsWhatIsBetterAndGoesOnFromThere() throws Exception {
        TuneSearch.Found found =
                search(
                        (setting, _) -> {
                            double threads = setting.settings().threads().intraOp() == 1 ? 1.3 : 1;
                            double spinning =
                                    setting.settings().threads().spinning() == Spinning.OFF
                                            ? 1.2
                                            : 1;
                            return measured(threads * spinning);
                        },
                        false);

        Setting best = Profiled.threads(1);
        best =
                best.with(
                        best.settings()
                                .withThreads(best.settings().threads().withSpinning(Spinning.OFF)));
        assertEquals(best, found.chosen());
        assertTrue(found.gain().isPresent());
        assertTrue(found.isComplete());
        assertEquals(best, asked.getLast());
    }

    @Test
    void triesFarLessThanAllCombinations() throws Exception {
        TuneSearch.Found found = search((_, _) -> measured(1), false);

        assertEquals(axes().steps(), found.tried().size());
        assertEquals(3L * 3 * 3 * 4 * 2 * 2, axes().space());
        assertTrue(found.tried().size() * 10 < axes().space() * 1.5);
    }

    @Test
    void leavesTheStandardWhereNothingIsBetterBeyondDoubt() throws Exception {
        TuneSearch.Found found = search((_, _) -> measured(1.01), false);

        assertEquals(Setting.STANDARD, found.chosen());
        assertEquals(Optional.empty(), found.gain());
    }

    @Test
    void takesTheStandardBackWhenTheLastMeasurementDoesNotConfirm() throws Exception {
        TuneSearch.Found found =
                search(
                        (setting, count) ->
                                measured(setting.equals(Profiled.threads(1)) && count == 1 ? 2 : 1),
                        false);

        assertEquals(Setting.STANDARD, found.chosen());
        assertEquals(Optional.empty(), found.gain());
    }

    @Test
    void goesOnWhenAWorkerDiesOfASetting() throws Exception {
        TuneSearch.Found found =
                search(
                        (setting, _) ->
                                setting.equals(Profiled.spinning(Spinning.ALWAYS))
                                        ? Outcome.refused(DEATH)
                                        : measured(1),
                        false);

        Trial.Failed failed =
                found.tried().stream()
                        .filter(Trial.Failed.class::isInstance)
                        .map(Trial.Failed.class::cast)
                        .findFirst()
                        .orElseThrow();
        assertEquals("WORKER-003", failed.code());
        assertEquals(axes().steps(), found.tried().size());
    }

    @Test
    void neverChoosesASettingThatChangesAnswers() throws Exception {
        TuneSearch.Found found =
                search(
                        (setting, _) ->
                                setting.settings().graph() == GraphLevel.ALL
                                        ? measured(1)
                                        : changed(),
                        false);

        assertEquals(Setting.STANDARD, found.chosen());
        assertInstanceOf(
                Trial.Differs.class,
                found.tried().stream()
                        .filter(trial -> trial.setting().settings().graph() == GraphLevel.OFF)
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void triesNothingNewWhenTheTimeIsUp() throws Exception {
        TuneSearch.Found found =
                search(
                        (_, _) -> {
                            now.addAndGet(Duration.ofSeconds(20).toNanos());
                            return measured(1);
                        },
                        false);

        assertEquals(3, found.tried().size());
        assertFalse(found.isComplete());
    }

    @Test
    void advisesTheBatchAfterWhichThroughputGrowsNoMore() throws Exception {
        TuneSearch.Found found =
                search((setting, _) -> measured(Math.min(setting.batch(), 4)), true);

        assertEquals(Setting.STANDARD.withBatch(4), found.chosen());
    }

    @Test
    void triesSeveralInstancesForThroughputOnly() throws Exception {
        search((_, _) -> measured(1), false);
        boolean forLatency = asked.stream().anyMatch(setting -> setting.instances() > 1);
        goal = TuningGoal.THROUGHPUT;
        search((_, _) -> measured(1), false);

        assertFalse(forLatency);
        assertTrue(asked.stream().anyMatch(setting -> setting.instances() == 2));
    }
}
