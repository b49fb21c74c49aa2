package io.casemate.engine.attention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.admission.AdmissionFixture;
import io.casemate.engine.admission.AdmissionMatrix;
import io.casemate.engine.attention.AttentionItem.Severity;
import io.casemate.engine.deploy.Deployment;
import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.fleet.Hardware;
import io.casemate.engine.fleet.Host;
import io.casemate.engine.fleet.HostClass;
import io.casemate.engine.fleet.HostId;
import io.casemate.engine.fleet.RuntimeVersion;
import io.casemate.engine.models.Accuracy;
import io.casemate.engine.models.LatencyComparison;
import io.casemate.engine.models.ModelFacts;
import io.casemate.engine.models.ModelName;
import io.casemate.engine.models.Origin;
import io.casemate.engine.models.QuantizationCard;
import io.casemate.engine.models.Registry;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.models.Stage;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.problem.ProblemCode.Kind;
import io.casemate.engine.problem.ReportedCode;
import io.casemate.engine.telemetry.LatencyView;
import io.casemate.engine.telemetry.Percentiles;
import io.casemate.engine.telemetry.SeriesId;
import io.casemate.engine.units.Bytes;
import io.casemate.engine.units.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttentionRulesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final RevisionId REVISION = new RevisionId(Digest.of(new byte[0]));

    /// All is well until a test changes one of these.
    private List<Host> hosts = List.of(host(Host.Health.UP));

    private List<Deployment> deployments = List.of(deployment(Deployment.State.SERVING, 60));
    private Map<SeriesId, LatencyView> latencies = latency(1000, 0, 1);
    private Origin origin = new Origin.Imported("model.onnx");
    private AdmissionMatrix admissions = measuredHere(40);
    private Set<RevisionId> missing = Set.of();
    private Bytes free = Bytes.gibibytes(50);
    private Bytes total = Bytes.gibibytes(100);
    private List<String> recoveries = List.of();

    @Test
    void saysNothingWhenAllIsWell() {
        assertEquals(List.of(), found());
    }

    @Test
    void namesAHostWhoseAgentIsDown() {
        hosts = List.of(host(Host.Health.DOWN));

        assertEquals(List.of("CRITICAL The agent of 'box' is down."), found());
    }

    @ParameterizedTest
    @CsvSource({"STARTING", "OFFLINE"})
    void leavesAHostThatIsMeantToHaveNoAgentYet(Host.Health health) {
        hosts = List.of(host(health));

        assertEquals(List.of(), found());
    }

    @Test
    void namesAFailedDeploymentWithTheReasonOfItsHost() {
        deployments = List.of(deployment(Deployment.State.FAILED, 1));

        assertEquals(List.of("CRITICAL 'chat' does not serve."), found());
        assertEquals("The reason.", items().getFirst().why());
    }

    @ParameterizedTest
    @CsvSource({"PENDING, 11, 1", "PENDING, 10, 0", "LOADING, 500, 0"})
    void namesADeploymentThatWaitsForLong(Deployment.State state, int seconds, int expected) {
        deployments = List.of(deployment(state, seconds));

        assertEquals(expected, found().size());
    }

    @ParameterizedTest
    @CsvSource({"20, 0.011, 1", "20, 0.01, 0", "19, 1.0, 0", "100, 0, 0"})
    void namesErrorsOfEnoughRequests(long requests, double share, int expected) {
        latencies = latency(requests, share, 1);

        assertEquals(expected, found().size());
    }

    @ParameterizedTest
    @CsvSource({"11, 1", "10, 0"})
    void namesASeriesThatFellSilent(int seconds, int expected) {
        latencies = latency(0, 0, seconds);

        assertEquals(expected, found().size());
    }

    @Test
    void namesADeploymentThatWasNeverHeard() {
        latencies = Map.of();

        assertEquals(List.of("WARNING 'chat' reports no figures."), found());
    }

    @ParameterizedTest
    @CsvSource({
        "30, 50, ",
        "10, 50, ",
        "30, 110, NOTICE 'chat' serves a variant that is slower than its parent.",
        "9.9, 50, WARNING 'chat' serves a variant with large output errors."
    })
    void namesAVariantThatIsWorseThanItShouldBe(
            double snr, double p50, @org.jspecify.annotations.Nullable String words) {
        origin = quantized(snr, p50, OptionalDouble.empty(), OptionalDouble.empty());

        assertEquals(Optional.ofNullable(words).stream().toList(), found());
    }

    @ParameterizedTest
    @CsvSource({"0.98, 0.96, 1", "0.98, 0.975, 0", "0.96, 0.98, 0"})
    void namesAVariantThatIsRightLessOften(double parent, double variant, int expected) {
        origin = quantized(30, 50, OptionalDouble.of(parent), OptionalDouble.of(variant));

        assertEquals(expected, found().size());
    }

    @Test
    void namesADeployedRevisionWhoseFileIsMissing() {
        missing = Set.of(REVISION);

        assertEquals(List.of("CRITICAL The file of 'model' e3b0c44298fc is missing."), found());
    }

    @ParameterizedTest
    @CsvSource({"9, 100, 1", "4, 20, 1", "10, 100, 0", "5, 20, 0"})
    void namesADiskThatIsNearlyFull(long freeGibibytes, long totalGibibytes, int expected) {
        free = Bytes.gibibytes(freeGibibytes);
        total = Bytes.gibibytes(totalGibibytes);

        assertEquals(expected, found().size());
    }

    @Test
    void tellsOfRepairsAndPutsWorseThingsFirst() {
        recoveries = List.of("The database was rebuilt.");
        hosts = List.of(host(Host.Health.DOWN));
        deployments = List.of(deployment(Deployment.State.PENDING, 20));

        assertEquals(
                List.of(Severity.CRITICAL, Severity.WARNING, Severity.NOTICE),
                items().stream().map(AttentionItem::severity).toList());
    }

    @Test
    void warnsOfAVariantWhoseGateIsNotPassedOnItsHost() {
        origin = quantized(40, 100, OptionalDouble.empty(), OptionalDouble.empty());
        admissions = measuredHere(12.3);

        assertEquals(
                List.of(
                        "WARNING 'chat' serves a variant that does not pass its gate on its class"
                                + " of hosts."),
                found());
        assertTrue(items().getFirst().why().contains("12.3 dB"), items().toString());
    }

    @Test
    void noticesAVariantThatWasMeasuredOnAnotherRuntimeOnly() {
        origin = quantized(40, 100, OptionalDouble.empty(), OptionalDouble.empty());
        admissions = measured("1.0.0", 40);

        assertEquals(
                List.of(
                        "NOTICE 'chat' serves a variant that was not measured on its class of"
                                + " hosts."),
                found());
    }

    @Test
    void saysNothingOfAVariantWhoseGateIsPassedOnItsHost() {
        origin = quantized(40, 100, OptionalDouble.empty(), OptionalDouble.empty());
        admissions = measuredHere(40);

        assertEquals(List.of(), found());
    }

    private static AdmissionMatrix measuredHere(double snrDb) {
        return measured(RuntimeVersion.SHIPPED, snrDb);
    }

    /// What the gate found on the host, with that version of the runtime.
    private static AdmissionMatrix measured(String runtime, double snrDb) {
        HostClass type = HostClass.of(host(Host.Health.UP).hardware(), runtime);
        return new AdmissionMatrix(List.of(AdmissionFixture.cell(REVISION, type, snrDb)));
    }

    private List<String> found() {
        return items().stream().map(item -> item.severity() + " " + item.what()).toList();
    }

    private List<AttentionItem> items() {
        return AttentionRules.items(
                new AttentionFacts(
                        NOW,
                        NOW.minusSeconds(3600),
                        hosts,
                        deployments,
                        latencies,
                        registry(origin),
                        admissions,
                        missing,
                        new AttentionFacts.Disk("data", free, total),
                        recoveries));
    }

    private static Host host(Host.Health health) {
        var hardware =
                new Hardware(
                        "Linux", "amd64", "CPU", 1, 2, List.of(), Bytes.gibibytes(8), List.of());
        return new Host(
                HostId.THIS_MACHINE,
                "box",
                hardware,
                health,
                NOW.minusSeconds(5),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    private static Deployment deployment(Deployment.State state, int seconds) {
        var code = new ReportedCode("TEST-001", Kind.ENVIRONMENT);
        var problem = new Problem(code, "What.", "The reason.", "Remedy.");
        return new Deployment(
                new DeploymentId("chat"),
                new ModelName("model"),
                REVISION,
                1,
                HostId.THIS_MACHINE,
                state,
                NOW.minusSeconds(seconds),
                Optional.empty(),
                Optional.of(problem).filter(_ -> state == Deployment.State.FAILED),
                Optional.empty());
    }

    private static Map<SeriesId, LatencyView> latency(long requests, double errors, int silent) {
        var figures = new Percentiles(requests, 1, 1, 1, 1, 1);
        var id = new SeriesId("chat");
        return Map.of(
                id,
                new LatencyView(
                        id,
                        List.of(),
                        figures,
                        figures,
                        figures,
                        1,
                        errors,
                        requests,
                        0,
                        NOW.minusSeconds(silent)));
    }

    private static Registry registry(Origin origin) {
        var facts =
                new ModelFacts(8, new TreeMap<>(), "", 1, 1, new TreeMap<>(), List.of(), List.of());
        return new Registry(
                List.of(
                        new Revision(
                                REVISION,
                                new ModelName("model"),
                                Stage.VERIFIED,
                                new Bytes(5),
                                NOW,
                                origin,
                                facts,
                                Optional.empty())));
    }

    private static Origin quantized(
            double snr, double p50, OptionalDouble parentTop1, OptionalDouble variantTop1) {
        var accuracy =
                new Accuracy(snr, 1, 0, "golden set (500 samples)", 500, parentTop1, variantTop1);
        return new Origin.Quantized(
                new RevisionId(Digest.of(new byte[1])),
                new QuantizationCard(
                        "dynamic-int8",
                        3,
                        new Bytes(25),
                        new Bytes(100),
                        accuracy,
                        new LatencyComparison(p50, 100, 50, 1)));
    }
}
