package io.casemate.engine.airlock;

import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.ledger.LedgerConfig;
import io.casemate.engine.ledger.Ledgers;
import io.casemate.engine.models.LiveModels;
import io.casemate.engine.models.Revision;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.signing.TrustStore;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.worker.JavaCommand;
import io.casemate.engine.worker.JavaWorkers;
import io.casemate.engine.worker.NativeLibraries;
import io.casemate.engine.worker.TestWorker;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/// Imports every model that it is given, and tells how each fares: `DATA-FOLDER SOURCE...`.
public final class TryModels {

    private TryModels() {}

    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[0]);
        NativeLibraries.unpack(data.resolve("native"));
        var config =
                new LedgerConfig(
                        data.resolve("ledger"),
                        data.resolve("casemate.mv.db"),
                        data.resolve("keys"),
                        Clock.systemUTC(),
                        () -> "operator");
        try (Ledger ledger = Ledgers.open(config)) {
            var models =
                    new LiveModels(
                            data.resolve("cas"), data.resolve("golden"), ledger, config.clock());
            var java = new JavaCommand(TestWorker.class.getName(), data.resolve("native"));
            var workers = new JavaWorkers(java, data.resolve("cache"));
            var imports =
                    LiveImports.open(
                            new LiveImports.Rooms(
                                    ledger, models, workers, () -> TrustStore.STANDARD),
                            data.resolve("quarantine"));
            for (int i = 1; i < arguments.length; i++) {
                tell(imports, Path.of(arguments[i]));
            }
        }
    }

    private static void tell(Imports imports, Path source) throws InterruptedException {
        long start = System.nanoTime();
        Outcome<Revision> outcome =
                imports.execute(
                        new ImportModel(source, Optional.empty(), Optional.empty()), Progress.NONE);
        String verdict =
                switch (outcome) {
                    case Outcome.Done<Revision>(Revision revision) ->
                            "%s %s golden=%s"
                                    .formatted(
                                            revision.stage(),
                                            revision.bytes(),
                                            revision.golden().isPresent());
                    case Outcome.Refused<Revision>(Problem problem) -> problem.toString();
                };
        System.out.printf(
                "%s\t%d ms\t%s%n",
                source.getFileName(), (System.nanoTime() - start) / 1_000_000, verdict);
    }
}
