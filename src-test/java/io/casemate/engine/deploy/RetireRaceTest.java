package io.casemate.engine.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.fleet.Placement;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.models.Admission;
import io.casemate.engine.models.Entries;
import io.casemate.engine.models.LiveCuration;
import io.casemate.engine.models.LiveModels;
import io.casemate.engine.models.ModelFacts;
import io.casemate.engine.models.ModelName;
import io.casemate.engine.models.Origin;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.models.Stage;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.problem.ProblemCode.Kind;
import io.casemate.engine.problem.ReportedCode;
import io.casemate.engine.tasks.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A revision that is retired does not come to serve, and one that comes to serve is not retired,
/// whoever is first.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RetireRaceTest {
    private static final DeploymentId NAME = new DeploymentId("chat");
    private static final int ROUNDS = 40;

    @TempDir Path data;
    private Ledger ledger;
    private LiveModels models;
    private final SlowFleet fleet = new SlowFleet();
    private LiveDeployments deployments;
    private LiveCuration curation;

    @BeforeEach
    void open() {
        ledger = Entries.open(data, Clock.systemUTC());
        models =
                new LiveModels(
                        data.resolve("cas"), data.resolve("golden"), ledger, Clock.systemUTC());
        deployments = new LiveDeployments(ledger, models, fleet, ServingFleet.ANY);
        curation = new LiveCuration(models, ledger, deployments.uses(), () -> "ada");
    }

    @AfterEach
    void close() {
        deployments.close();
        ledger.close();
    }

    @Test
    void whoeverIsFirstWins() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            RevisionId id = admit("model-" + i);
            var name = new DeploymentId("d" + i);
            var barrier = new CyclicBarrier(2);
            var retiring =
                    CompletableFuture.supplyAsync(() -> {
                        await(barrier);
                        return curation.retire(id, "old");
                    });
            await(barrier);
            Outcome<Deployment> deployed = deploy(name, id);
            Outcome<Revision> retired = retiring.get();

            boolean isRetired = stage(id) == Stage.RETIRED;
            boolean serves =
                    fleet.placements().latest().stream()
                            .anyMatch(placement -> placement.order().deployment().equals(name));
            assertTrue(isRetired != serves, "round %d: %s, %s".formatted(i, retired, deployed));
            assertEquals(isRetired, retired instanceof Outcome.Done<?>);
            assertEquals(serves, deployed instanceof Outcome.Done<?>);
        }
    }

    @Test
    void retiresNeitherRevisionWhileANameChangesOver() throws Exception {
        RevisionId before = admit("before");
        RevisionId after = admit("after");
        deploy(NAME, before);
        CompletableFuture<Outcome<Deployment>> change = changeOver(after);

        String old = code(curation.retire(before, "old"));
        String next = code(curation.retire(after, "bad"));
        fleet.held.get().countDown();

        assertInstanceOf(Outcome.Done.class, change.get());
        assertEquals(List.of("MODELS-008", "MODELS-008"), List.of(old, next));
        assertEquals("done", code(curation.retire(before, "old")));
    }

    @Test
    void goesBackToARevisionThatCouldNotBeRetiredMeanwhile() throws Exception {
        RevisionId before = admit("before");
        RevisionId after = admit("after");
        deploy(NAME, before);
        CompletableFuture<Outcome<Deployment>> change = changeOver(after);

        String old = code(curation.retire(before, "old"));
        fleet.isBroken = true;
        fleet.held.get().countDown();

        assertInstanceOf(Outcome.Refused.class, change.get());
        assertEquals("MODELS-008", old);
        assertEquals(before, deployments.all().latest().getFirst().revision());
        assertEquals("MODELS-008", code(curation.retire(before, "old")));
        assertEquals("done", code(curation.retire(after, "bad")));
    }

    /// {@return the change to `next`, which waits in the fleet}
    private CompletableFuture<Outcome<Deployment>> changeOver(RevisionId next) throws Exception {
        fleet.held.set(new CountDownLatch(1));
        var change = CompletableFuture.supplyAsync(() -> deploy(NAME, next));
        assertTrue(fleet.reached.await(20, TimeUnit.SECONDS));
        return change;
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Outcome<Deployment> deploy(DeploymentId name, RevisionId revision) {
        try {
            return deployments.execute(new DeployCommand.Deploy(name, revision, 1), Progress.NONE);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Stage stage(RevisionId id) {
        return models.registry().latest().find(id).orElseThrow().stage();
    }

    private static String code(Outcome<?> outcome) {
        return outcome instanceof Outcome.Refused<?>(Problem problem)
                ? problem.code().id()
                : "done";
    }

    private RevisionId admit(String content) throws IOException {
        Path folder = Files.createDirectories(data.resolve("staged").resolve(content));
        Files.writeString(folder.resolve("model.onnx"), content);
        var facts =
                new ModelFacts(8, new TreeMap<>(), "", 1, 1, new TreeMap<>(), List.of(), List.of());
        return switch (models.admit(
                new Admission(
                        folder,
                        new ModelName("magika"),
                        Stage.VERIFIED,
                        new Origin.Imported("magika.onnx"),
                        facts,
                        Optional.empty(),
                        Optional.empty()))) {
            case Outcome.Done<Revision>(Revision revision) -> revision.id();
            case Outcome.Refused<Revision>(Problem problem) ->
                    throw new AssertionError(problem.toString());
        };
    }

    /// Shows an order as placed once it serves, which it does when it is no longer held.
    private static final class SlowFleet extends ServingFleet {
        private final AtomicReference<CountDownLatch> held =
                new AtomicReference<>(new CountDownLatch(0));
        private final CountDownLatch reached = new CountDownLatch(1);
        private volatile boolean isBroken;

        @Override
        Optional<Problem> obstacle() throws InterruptedException {
            if (held.get().getCount() > 0) {
                reached.countDown();
            }
            held.get().await();
            return isBroken
                    ? Optional.of(
                            new Problem(
                                    new ReportedCode("TEST-001", Kind.ENVIRONMENT),
                                    "A.",
                                    "B.",
                                    "C."))
                    : Optional.empty();
        }

        @Override
        public Outcome<Placement> withdraw(DeploymentId deployment) {
            throw new IllegalStateException("nothing is withdrawn here");
        }
    }
}
