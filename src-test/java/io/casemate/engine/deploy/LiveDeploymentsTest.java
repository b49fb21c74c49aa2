package io.casemate.engine.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.feed.LiveFeed;
import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.fleet.HostId;
import io.casemate.engine.fleet.Order;
import io.casemate.engine.fleet.Placement;
import io.casemate.engine.json.Json;
import io.casemate.engine.ledger.Draft;
import io.casemate.engine.models.Admission;
import io.casemate.engine.models.ModelFacts;
import io.casemate.engine.models.ModelName;
import io.casemate.engine.models.Models;
import io.casemate.engine.models.Origin;
import io.casemate.engine.models.Registry;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.models.Stage;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.problem.ProblemCode.Kind;
import io.casemate.engine.problem.ReportedCode;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.tuning.ProfileChoice;
import io.casemate.engine.tuning.Profiled;
import io.casemate.engine.tuning.Profiles;
import io.casemate.engine.tuning.TuningProfile;
import io.casemate.engine.units.Bytes;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveDeploymentsTest {
    private static final DeploymentId NAME = new DeploymentId("chat");
    private static final RevisionId FIRST = revisionId("first");
    private static final RevisionId SECOND = revisionId("second");
    private static final Problem TROUBLE =
            new Problem(new ReportedCode("TEST-001", Kind.ENVIRONMENT), "What.", "Why.", "Remedy.");

    @TempDir Path store;
    @TempDir Path data;

    private final ObedientFleet fleet = new ObedientFleet();
    private BreakableLedger ledger;
    private LiveDeployments deployments;

    @BeforeEach
    void open() throws IOException {
        ledger = BreakableLedger.open(data);
        for (RevisionId id : List.of(FIRST, SECOND)) {
            Files.writeString(store.resolve(id.digest().hex()), "model");
        }
        deployments =
                new LiveDeployments(
                        ledger, new StoredModels(Stage.VERIFIED), fleet, ServingFleet.ANY);
    }

    @AfterEach
    void close() {
        deployments.close();
        ledger.close();
    }

    private void reopen(Profiles profiles) {
        close();
        ledger = BreakableLedger.open(data);
        deployments =
                new LiveDeployments(
                        ledger,
                        new StoredModels(Stage.VERIFIED),
                        fleet,
                        new LiveDeployments.Conditions(ServingFleet.OPEN, profiles));
    }

    private void reopen(Stage stage) {
        close();
        ledger = BreakableLedger.open(data);
        deployments = new LiveDeployments(ledger, new StoredModels(stage), fleet, ServingFleet.ANY);
    }

    @Test
    void servesAndWritesDown() throws Exception {
        Deployment deployment = done(deploy(FIRST, 1));

        assertEquals(Deployment.State.SERVING, deployment.state());
        assertEquals(
                Optional.of(URI.create("http://127.0.0.1:8080/v2/models/chat/infer")),
                deployment.inferAddress());
        assertEquals(List.of("DeploymentDesired"), ledger.actions());
        assertEquals(List.of(deployment), deployments.all().latest());
    }

    @Test
    void decidesNothingAboutARevisionThatIsNotAdmittedToItsHost() throws Exception {
        close();
        ledger = BreakableLedger.open(data);
        deployments =
                new LiveDeployments(
                        ledger,
                        new StoredModels(Stage.VERIFIED),
                        fleet,
                        new LiveDeployments.Conditions(
                                (_, _) -> Outcome.refused(TROUBLE), ServingFleet.UNTUNED));

        Problem problem = refusal(deploy(FIRST, 1));

        assertEquals(TROUBLE.code(), problem.code());
        assertEquals("'chat' was not changed. What.", problem.what());
        assertEquals(List.of(), ledger.actions());
        assertEquals(List.of(), fleet.placements().latest());
    }

    @Test
    void changesOverToAnotherRevision() throws Exception {
        done(deploy(FIRST, 1));

        Deployment deployment = done(deploy(SECOND, 2));

        assertEquals(SECOND, deployment.revision());
        assertEquals(2, deployment.desiredReplicas());
        assertEquals(List.of(deployment), deployments.all().latest());
    }

    @Test
    void desiresNothingWhenTheFirstRevisionIsRefused() throws Exception {
        fleet.trouble = Optional.of(TROUBLE);

        assertEquals(TROUBLE, refusal(deploy(FIRST, 1)));

        assertEquals(List.of("DeploymentDesired", "DeploymentReverted"), ledger.actions());
        assertEquals(List.of(), deployments.all().latest());
    }

    @Test
    void desiresThePreviousRevisionWhenItsSuccessorIsRefused() throws Exception {
        Deployment first = done(deploy(FIRST, 1));
        fleet.trouble = Optional.of(TROUBLE);

        refusal(deploy(SECOND, 1));

        assertEquals(List.of(first), deployments.all().latest());
        assertEquals(FIRST, restored().getFirst().revision());
    }

    @Test
    void desiresThePreviousRevisionWhenItsSuccessorIsCancelled() throws Exception {
        done(deploy(FIRST, 1));
        fleet.isInterrupted = true;

        assertThrows(InterruptedException.class, () -> deploy(SECOND, 1));

        assertEquals(FIRST, restored().getFirst().revision());
    }

    @Test
    void asksNothingOfTheFleetWhenTheLedgerIsFull() throws Exception {
        ledger.isFull = true;

        assertEquals("LEDGER-999", refusal(deploy(FIRST, 1)).code().id());

        assertEquals(List.of(), fleet.placements().latest());
    }

    @Test
    void keepsServingWhenTheLedgerIsFullOnUndeploy() throws Exception {
        Deployment first = done(deploy(FIRST, 1));
        ledger.isFull = true;

        refusal(deployments.execute(new DeployCommand.Undeploy(NAME), Progress.NONE));

        assertEquals(List.of(first), deployments.all().latest());
    }

    @Test
    void forgetsWhatIsUndeployed() throws Exception {
        Deployment first = done(deploy(FIRST, 1));

        assertEquals(
                first, done(deployments.execute(new DeployCommand.Undeploy(NAME), Progress.NONE)));

        assertEquals(List.of(), deployments.all().latest());
        assertEquals(List.of(), fleet.placements().latest());
        assertEquals(List.of(), restored());
    }

    @Test
    void refusesToUndeployWhatIsUnknown() throws Exception {
        var undeploy = new DeployCommand.Undeploy(NAME);

        assertEquals(
                "DEPLOY-007", refusal(deployments.execute(undeploy, Progress.NONE)).code().id());
    }

    @Test
    void ordersAgainWhatIsDesiredAtStartUp() throws Exception {
        done(deploy(FIRST, 1));

        List<Order> orders = ordered();

        assertEquals(
                List.of(
                        new Order(
                                NAME,
                                FIRST.digest(),
                                "model",
                                store.resolve(FIRST.digest().hex()),
                                1,
                                Optional.empty())),
                orders);
    }

    @Test
    void ordersTheSettingsOfTheProfileAgainAtStartUp() throws Exception {
        TuningProfile profile = Profiled.profile(FIRST);
        reopen((choice, _) ->
                Outcome.done(
                        choice instanceof ProfileChoice.Recorded
                                ? Optional.of(profile)
                                : Optional.empty()));

        Deployment deployment = done(deploy(FIRST, 1));

        assertEquals(Optional.of(profile.serving()), deployment.profile());
        assertEquals(Optional.of(profile.serving()), ordered().getFirst().profile());
    }

    @Test
    void writesNothingWhenTheProfileIsRefused() throws Exception {
        reopen((_, _) -> Outcome.refused(TROUBLE));

        assertEquals(TROUBLE, refusal(deploy(FIRST, 1)));

        assertEquals(List.of(), ledger.actions());
    }

    @Test
    void readsEntriesThatKnowNoProfiles() throws Exception {
        var old =
                new DeploymentDesired(
                        NAME,
                        new ModelName("model"),
                        FIRST,
                        1,
                        HostId.THIS_MACHINE,
                        Optional.empty());
        var body = Json.treeOf(old);
        body.remove("profile");
        ledger.append(new Draft("DeploymentDesired", NAME.text(), body));

        assertEquals(Optional.empty(), restored().getFirst().profile());
    }

    @Test
    void refusesARevisionThatIsNotVerified() throws Exception {
        reopen(Stage.INSPECTED);

        assertEquals("DEPLOY-003", refusal(deploy(FIRST, 1)).code().id());
        assertEquals(List.of(), ledger.actions());
    }

    @Test
    void refusesARevisionThatIsRetired() throws Exception {
        reopen(Stage.RETIRED);

        assertEquals("DEPLOY-004", refusal(deploy(FIRST, 1)).code().id());
    }

    @Test
    void refusesARevisionThatIsUnknown() throws Exception {
        assertEquals("DEPLOY-002", refusal(deploy(revisionId("third"), 1)).code().id());
    }

    @Test
    void refusesARevisionWhoseFileIsMissing() throws Exception {
        Files.delete(store.resolve(FIRST.digest().hex()));

        assertEquals("DEPLOY-005", refusal(deploy(FIRST, 1)).code().id());
        assertEquals(List.of(), ledger.actions());
    }

    @Test
    void refusesMoreReplicasThanCores() throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();

        Problem problem = refusal(deploy(FIRST, cores + 1));

        assertEquals("DEPLOY-006", problem.code().id());
        assertEquals(
                "%d replicas were asked for, and this machine has %d logical cores."
                        .formatted(cores + 1, cores),
                problem.why());
    }

    @Test
    void readsANameAsTyped() {
        assertEquals(Outcome.done(NAME), DeploymentNames.parse("chat"));
        assertEquals("DEPLOY-001", refusal(DeploymentNames.parse("Chat 8b")).code().id());
        assertEquals("DEPLOY-001", refusal(DeploymentNames.parse("")).code().id());
    }

    private Outcome<Deployment> deploy(RevisionId revision, int replicas)
            throws InterruptedException {
        return deployments.execute(
                new DeployCommand.Deploy(NAME, revision, replicas), Progress.NONE);
    }

    /// {@return what a process that starts now serves, its read model rebuilt from the ledger}
    private List<Deployment> restored() throws IOException {
        restart();
        return deployments.all().latest();
    }

    private List<Order> ordered() throws IOException {
        return restart().placements().latest().stream().map(Placement::order).toList();
    }

    private ObedientFleet restart() throws IOException {
        deployments.close();
        ledger.close();
        Files.delete(data.resolve("casemate.mv.db"));
        ledger = BreakableLedger.open(data);
        var later = new ObedientFleet();
        deployments =
                new LiveDeployments(
                        ledger, new StoredModels(Stage.VERIFIED), later, ServingFleet.ANY);
        deployments.restore();
        return later;
    }

    private static <T> T done(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(T value) -> value;
            case Outcome.Refused<T>(Problem problem) -> throw new AssertionError(problem);
        };
    }

    private static Problem refusal(Outcome<?> outcome) {
        return assertInstanceOf(Outcome.Refused.class, outcome).problem();
    }

    private static RevisionId revisionId(String content) {
        return new RevisionId(Digest.of(content.getBytes(StandardCharsets.UTF_8)));
    }

    /// Two revisions of one model, at the given stage.
    private final class StoredModels implements Models {
        private final Feed<Registry> registry;

        StoredModels(Stage stage) {
            registry =
                    new LiveFeed<>(
                            new Registry(List.of(revision(FIRST, stage), revision(SECOND, stage))));
        }

        private static Revision revision(RevisionId id, Stage stage) {
            var facts =
                    new ModelFacts(
                            8, new TreeMap<>(), "", 1, 1, new TreeMap<>(), List.of(), List.of());
            return new Revision(
                    id,
                    new ModelName("model"),
                    stage,
                    new Bytes(5),
                    Instant.EPOCH,
                    new Origin.Imported("model.onnx"),
                    facts,
                    Optional.empty());
        }

        @Override
        public Feed<Registry> registry() {
            return registry;
        }

        @Override
        public Outcome<Revision> resolve(String reference) {
            throw new IllegalStateException("deployments name revisions by their id");
        }

        @Override
        public Outcome<Revision> admit(Admission admission) {
            throw new IllegalStateException("deployments admit nothing");
        }

        @Override
        public Path modelFile(RevisionId id) {
            return store.resolve(id.digest().hex());
        }

        @Override
        public Optional<Path> goldenFolder(RevisionId id) {
            return Optional.empty();
        }
    }

    /// Serves at once, unless it is told to be in trouble.
    private static final class ObedientFleet extends ServingFleet {
        private Optional<Problem> trouble = Optional.empty();
        private boolean isInterrupted;

        @Override
        Optional<Problem> obstacle() throws InterruptedException {
            if (isInterrupted) {
                throw new InterruptedException();
            }
            return trouble;
        }
    }
}
