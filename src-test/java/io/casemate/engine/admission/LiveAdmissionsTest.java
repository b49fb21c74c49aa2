package io.casemate.engine.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.assets.demo.DemoModel;
import io.casemate.engine.airlock.ImportFixture;
import io.casemate.engine.fleet.HostClass;
import io.casemate.engine.ledger.Draft;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.quantize.GateRun;
import io.casemate.engine.quantize.GateRuns;
import io.casemate.engine.quantize.LiveGateRuns;
import io.casemate.engine.quantize.LiveQuantizations;
import io.casemate.engine.quantize.Quantize;
import io.casemate.engine.quantize.Recipe;
import io.casemate.engine.quantize.search.Gate;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.worker.JobFolders;
import io.casemate.engine.worker.NativeLibraries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class LiveAdmissionsTest {
    private static final HostClass HERE = HostClass.here();
    private static final Gate UNREACHABLE =
            new Gate("own", 150, OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty());

    @TempDir static Path natives;
    @TempDir Path data;

    private final AtomicInteger runs = new AtomicInteger();
    private ImportFixture console;
    private LiveAdmissions admissions;

    @BeforeAll
    static void unpack() throws Exception {
        NativeLibraries.unpack(natives.resolve("native"));
    }

    @BeforeEach
    void open() throws Exception {
        console = new ImportFixture(data, natives.resolve("native"));
        var gates =
                new LiveGateRuns(
                        console.models(), console.workers(), JobFolders.open(data.resolve("jobs")));
        admissions = admissions(gates);
    }

    @AfterEach
    void close() {
        console.close();
    }

    private LiveAdmissions admissions(GateRuns gates) {
        return new LiveAdmissions(
                console.ledger(),
                console.models(),
                (variant, gate, progress) -> {
                    runs.incrementAndGet();
                    return gates.run(variant, gate, progress);
                },
                () -> HERE);
    }

    private Revision demo() throws Exception {
        return ImportFixture.done(console.execute(DemoModel.create(data.resolve("demo"))));
    }

    private Revision variant() throws Exception {
        var quantizations =
                new AdmittingQuantizations(
                        new LiveQuantizations(
                                console.models(),
                                console.workers(),
                                JobFolders.open(data.resolve("jobs"))),
                        console.models(),
                        admissions);
        var command = new Quantize(demo().id(), Recipe.DYNAMIC_INT8, Optional.empty());
        return ImportFixture.done(quantizations.execute(command, Progress.NONE));
    }

    /// Makes what is known of `variant` on this machine known of the same machine with an earlier
    /// runtime instead, as after an upgrade.
    private void upgrade(Revision variant, GateRun run) throws Exception {
        Path folder = console.models().modelFile(variant.id());
        assertTrue(Files.exists(folder));
        HostClass before =
                new HostClass(
                        HERE.architecture(),
                        HERE.cpu(),
                        HERE.logicalCores(),
                        HERE.isa(),
                        HERE.accelerators(),
                        "1.0.0");
        var judged = AdmissionFixture.judged(variant.id(), before, run);
        console.ledger().append(Draft.of(judged, variant.id().toString()));
    }

    private HostAdmission cell(RevisionId variant) {
        return admissions.matrix().latest().find(variant, HERE).orElseThrow();
    }

    @Test
    void whatWasMeasuredWhileMakingAdmitsToThisClassAndOutlivesTheReadModel() throws Exception {
        Revision variant = variant();
        List<HostAdmission> before = admissions.matrix().latest().cells();

        console.close();
        Files.delete(data.resolve("casemate.mv.db"));
        open();

        assertEquals(before, admissions.matrix().latest().cells());
        GateJudged judged = cell(variant.id()).judged();
        assertEquals(GateJudged.Occasion.MADE, judged.occasion());
        assertEquals(Gate.STANDARD, judged.run().gate());
        assertEquals(variant.golden(), judged.golden());
        assertEquals(500, judged.run().figures().orElseThrow().accuracy().samples());
        assertEquals(0, runs.get());
    }
}
