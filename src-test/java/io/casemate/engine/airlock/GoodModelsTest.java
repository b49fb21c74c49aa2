package io.casemate.engine.airlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.assets.demo.DemoModel;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionAdmitted;
import io.casemate.engine.models.Stage;
import io.casemate.engine.onnx.ModelBytes;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.problem.ProblemCode;
import io.casemate.engine.units.Bytes;
import io.casemate.engine.worker.JavaCommand;
import io.casemate.engine.worker.NativeLibraries;
import io.casemate.engine.worker.WorkerProblem;
import io.casemate.engine.worker.WorkerProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Models that are tried for real.
@Timeout(120)
final class GoodModelsTest {
    @TempDir Path folder;

    private Path natives() throws IOException {
        Path natives = folder.resolve("native");
        NativeLibraries.unpack(natives);
        return natives;
    }

    private Path sound(String name) throws IOException {
        return Files.write(folder.resolve(name), ModelBytes.of(HandMade.sound()));
    }

    @Test
    void verifiesAModelOnItsGoldenSetOnce() throws Exception {
        Path model = DemoModel.create(folder.resolve("demo"));
        try (var console = new ImportFixture(folder.resolve("data"), natives())) {
            Revision revision = ImportFixture.done(console.execute(model));
            Revision again = ImportFixture.done(console.execute(model));

            assertEquals("demo", revision.model().text());
            assertEquals(Stage.VERIFIED, revision.stage());
            assertTrue(console.models().goldenFolder(revision.id()).isPresent());
            assertEquals(revision, again);
            assertEquals(1, console.models().registry().latest().revisions().size());
            assertEquals(
                    1,
                    console.entries().stream()
                            .filter(entry -> entry.is(RevisionAdmitted.class))
                            .count());
            assertEquals(List.of(), ImportFixture.listed(console.quarantine()));
        }
    }

    /// In a process of its own: other tests may load ONNX Runtime into this one.
    @Test
    void neverLoadsTheEngineIntoTheImportingProcess() throws Exception {
        Path model = sound("sound.onnx");
        var java = new JavaCommand(ImportingConsole.class.getName(), natives());
        List<String> arguments = List.of(folder.resolve("data").toString(), model.toString());
        Path out = folder.resolve("out.txt");
        Process process =
                new ProcessBuilder(java.line(Bytes.mebibytes(256), List.of(), arguments))
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();

        assertTrue(process.waitFor(100, TimeUnit.SECONDS));

        String said = Files.readString(out);
        assertTrue(said.contains("imported VERIFIED"), said);
        assertTrue(said.contains("mapped false"), said);
        assertFalse(said.contains("mapped true"), said);
    }

    @Test
    void refusesAModelWhoseTrialCrashes() throws Exception {
        WorkerProcesses real = ImportFixture.workers(folder.resolve("native"));
        WorkerProcesses crashing =
                (job, progress) ->
                        job.kind().equals(TrialJob.KIND)
                                ? Outcome.refused(dead(WorkerProblem.CRASHED))
                                : real.run(job, progress);
        try (var console = new ImportFixture(folder.resolve("data"), crashing)) {
            console.assertRefused("AL-1001", sound("crashing.onnx"));
        }
    }

    private static Problem dead(ProblemCode code) {
        return new Problem(code, "The engine crashed.", "It ended by signal 6.", "Report it.");
    }
}
