package io.casemate.engine.export;

import io.casemate.engine.bom.Boms;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.models.Admission;
import io.casemate.engine.models.Entries;
import io.casemate.engine.models.LiveModels;
import io.casemate.engine.models.ModelFacts;
import io.casemate.engine.models.ModelName;
import io.casemate.engine.models.Origin;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.Stage;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.signing.Curve;
import io.casemate.engine.signing.LiveSignatures;
import io.casemate.engine.signing.Signatures;
import io.casemate.engine.signing.TrustStore;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A store with one model, whose weights lie beside it, and a golden set; and a place to export to.
record Shop(Path data, Path out, Ledger ledger, LiveModels models, LiveSignatures signatures)
        implements AutoCloseable {
    static final int WEIGHTS = 3 << 20;

    static Shop open(Path temp) throws IOException {
        Path data = Files.createDirectories(temp.resolve("data"));
        Ledger ledger = Entries.open(data, Clock.systemUTC());
        return new Shop(
                data,
                Files.createDirectories(temp.resolve("out")),
                ledger,
                new LiveModels(
                        data.resolve("cas"), data.resolve("golden"), ledger, Clock.systemUTC()),
                new LiveSignatures(data.resolve("signatures"), ledger));
    }

    /// Lets in a model that consists of `files`.
    Revision admit(String name, Map<String, byte[]> files) throws IOException {
        Path folder = Files.createDirectories(data.resolve("jobs").resolve(name));
        Path golden = Files.createDirectories(data.resolve("jobs").resolve(name + "-golden"));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path place = folder.resolve(file.getKey());
            Files.createDirectories(place.getParent());
            Files.write(place, file.getValue());
        }
        Files.writeString(golden.resolve("x.npy"), "samples");
        Files.writeString(golden.resolve("labels.npy"), "labels");
        var facts =
                new ModelFacts(
                        8,
                        new TreeMap<>(),
                        "pytorch 2",
                        4,
                        6_700_000,
                        new TreeMap<>(),
                        List.of(),
                        List.of());
        return done(
                models.admit(
                        new Admission(
                                folder,
                                new ModelName(name),
                                Stage.VERIFIED,
                                new Origin.Imported(name + ".onnx"),
                                facts,
                                Optional.of(golden),
                                Optional.empty())));
    }

    Revision admit() throws IOException {
        return admit(
                "magika",
                Map.of("model.onnx", "a model".getBytes(), "data/w.bin", new byte[WEIGHTS]));
    }

    /// Signs `revision`. {@return a store that trusts the key it was signed with}
    TrustStore sign(Revision revision, String key) {
        Signatures.NewKey made = done(signatures.newKey(data.resolve(key), Curve.P256));
        done(
                signatures.signRevision(
                        revision.id().digest(),
                        stored(revision),
                        new Signatures.Pen(
                                made.privateFile(), Optional.empty(), Optional.empty())));
        return done(TrustStore.only(made.publicFile(), Clock.systemUTC()));
    }

    Path stored(Revision revision) {
        return models.modelFile(revision.id()).getParent();
    }

    LiveExports exports() {
        return exports(ledger);
    }

    LiveExports exports(Ledger written) {
        return new LiveExports(models, new Boms(models), signatures, written);
    }

    ExportRevision command(Revision revision, ExportFormat format, String name) {
        return new ExportRevision(revision.id(), format, out.resolve(name), true);
    }

    Exported export(Revision revision, ExportFormat format, String name)
            throws InterruptedException {
        return done(exports().execute(command(revision, format, name), Progress.NONE));
    }

    /// {@return the content of every file below `folder`}
    static SortedMap<String, String> contents(Path folder) throws IOException {
        var contents = new TreeMap<String, String>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                contents.put(
                        folder.relativize(file).toString(),
                        Digest.of(Files.readAllBytes(file)).hex());
            }
        }
        return contents;
    }

    List<String> listed() throws IOException {
        try (Stream<Path> all = Files.list(out)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    static <T> T done(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(T value) -> value;
            case Outcome.Refused<T>(Problem problem) ->
                    throw new AssertionError(problem.toString());
        };
    }

    static Problem refused(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Done<?>(Object value) -> throw new AssertionError("done: " + value);
            case Outcome.Refused<?>(Problem problem) -> problem;
        };
    }

    @Override
    public void close() {
        ledger.close();
    }
}
