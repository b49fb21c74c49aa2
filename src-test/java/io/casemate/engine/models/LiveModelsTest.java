package io.casemate.engine.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.json.Json;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.ledger.LedgerConfig;
import io.casemate.engine.ledger.Ledgers;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.tensors.Datatype;
import io.casemate.engine.tensors.Port;
import io.casemate.engine.units.Bytes;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class LiveModelsTest {
    @TempDir Path data;

    private Ledger open() {
        return Ledgers.open(
                new LedgerConfig(
                        data.resolve("ledger"),
                        data.resolve("casemate.mv.db"),
                        data.resolve("keys"),
                        Clock.systemUTC(),
                        () -> "operator"));
    }

    private LiveModels models(Ledger ledger) {
        return new LiveModels(
                data.resolve("cas"), data.resolve("golden"), ledger, Clock.systemUTC());
    }

    private Path folder(String name, String content) throws IOException {
        Path folder = Files.createDirectories(data.resolve("staged").resolve(name));
        Files.writeString(folder.resolve("model.onnx"), content);
        return folder;
    }

    private static ModelFacts facts() {
        return new ModelFacts(
                8,
                new TreeMap<>(Map.of("", 17L)),
                "test 1",
                2,
                10,
                new TreeMap<>(Map.of("MatMul", 2L)),
                List.of(new Port("x", Datatype.FP32, List.of(-1L, 4L))),
                List.of());
    }

    private static Admission admission(Path folder, String name) {
        return new Admission(
                folder,
                new ModelName(name),
                Stage.VERIFIED,
                new Origin.Imported(name + ".onnx"),
                facts(),
                Optional.empty(),
                Optional.empty());
    }

    private static Revision done(Outcome<Revision> outcome) {
        return switch (outcome) {
            case Outcome.Done<Revision>(Revision revision) -> revision;
            case Outcome.Refused<Revision>(var problem) ->
                    throw new AssertionError(problem.toString());
        };
    }

    private static String code(Outcome<?> outcome) {
        return outcome instanceof Outcome.Refused<?>(var problem) ? problem.code().id() : "done";
    }

    @Test
    void admitsAModelAndHoldsItAfterTheDatabaseIsDeleted() throws IOException {
        Registry before;
        Revision revision;
        try (Ledger ledger = open()) {
            LiveModels models = models(ledger);
            revision = done(models.admit(admission(folder("a", "one"), "magika")));
            before = models.registry().latest();
            assertEquals("one", Files.readString(models.modelFile(revision.id())));
            assertEquals(new RevisionId(Digest.of("one".getBytes())), revision.id());
        }
        Files.delete(data.resolve("casemate.mv.db"));

        try (Ledger ledger = open()) {
            assertEquals(before, models(ledger).registry().latest());
            assertEquals(List.of(revision), before.revisions());
            assertEquals(Set.of(), before.missing());
        }
    }

    @Test
    void answersTheSameContentWithTheRevisionThatIsHere() throws IOException {
        try (Ledger ledger = open()) {
            LiveModels models = models(ledger);
            Revision first = done(models.admit(admission(folder("a", "one"), "magika")));

            Revision second = done(models.admit(admission(folder("b", "one"), "other")));

            assertEquals(first, second);
            assertEquals(1, ledger.head().latest().size());
        }
    }

    @Test
    void setsAsideWhatAKilledAdmissionLeft() throws IOException {
        Digest digest = Digest.of("lost".getBytes());
        Path orphan = data.resolve("cas/sha256").resolve(digest.hex().substring(0, 2));
        Files.createDirectories(orphan.resolve(digest.hex()));

        try (Ledger ledger = open()) {
            LiveModels models = models(ledger);

            assertEquals(List.of(), models.registry().latest().revisions());
            assertEquals(1, models.recoveries().size());
        }
        assertFalse(Files.exists(orphan.resolve(digest.hex())));
        assertTrue(Files.exists(data.resolve("cas/orphans").resolve(digest.hex())));
    }

    @Test
    void namesARevisionWhoseBytesAreMissingAndTakesThemAgain() throws IOException {
        try (Ledger ledger = open()) {
            LiveModels models = models(ledger);
            Revision revision = done(models.admit(admission(folder("a", "one"), "magika")));
            Files.delete(models.modelFile(revision.id()));
            Files.delete(models.modelFile(revision.id()).getParent());
        }

        try (Ledger ledger = open()) {
            LiveModels models = models(ledger);
            assertEquals(1, models.registry().latest().missing().size());

            Revision again = done(models.admit(admission(folder("b", "one"), "magika")));

            assertEquals("one", Files.readString(models.modelFile(again.id())));
            assertEquals(Set.of(), models.registry().latest().missing());
        }
    }

    @Test
    void resolvesNamesAndDigestsAndRefusesOthers() throws IOException {
        try (Ledger ledger = open()) {
            LiveModels models = models(ledger);
            Revision first = done(models.admit(admission(folder("a", "one"), "magika")));
            Revision second = done(models.admit(admission(folder("b", "two"), "magika")));
            String hex = first.id().digest().hex();

            assertEquals(second, done(models.resolve("magika")));
            assertEquals(first, done(models.resolve(hex.substring(0, 6))));
            assertEquals(first, done(models.resolve("sha256:" + hex)));
            assertEquals("MODELS-001", code(models.resolve(hex.substring(0, 5))));
            assertEquals("MODELS-001", code(models.resolve("nothing")));
        }
    }

    @Test
    void refusesANameThatIsAlsoTheBeginningOfADigest() throws IOException {
        try (Ledger ledger = open()) {
            LiveModels models = models(ledger);
            Revision first = done(models.admit(admission(folder("a", "one"), "magika")));
            String name = first.id().digest().hex().substring(0, 8);
            done(models.admit(admission(folder("b", "two"), name)));

            assertEquals("MODELS-002", code(models.resolve(name)));
        }
    }

    @Test
    void keepsAGoldenSetAndLendsItToVariants() throws IOException {
        Path golden = Files.createDirectories(data.resolve("staged/golden"));
        Files.writeString(golden.resolve("x.npy"), "samples");
        try (Ledger ledger = open()) {
            LiveModels models = models(ledger);
            Admission plain = admission(folder("a", "one"), "magika");
            Revision parent =
                    done(
                            models.admit(
                                    new Admission(
                                            plain.folder(),
                                            plain.name(),
                                            plain.stage(),
                                            plain.origin(),
                                            plain.facts(),
                                            Optional.of(golden),
                                            Optional.empty())));
            Admission next = admission(folder("b", "two"), "magika");
            Revision variant =
                    done(
                            models.admit(
                                    new Admission(
                                            next.folder(),
                                            next.name(),
                                            next.stage(),
                                            next.origin(),
                                            next.facts(),
                                            Optional.empty(),
                                            Optional.of(parent.id()))));

            assertEquals(parent.golden(), variant.golden());
            Path kept = models.goldenFolder(variant.id()).orElseThrow();
            assertEquals("samples", Files.readString(kept.resolve("x.npy")));
        }
    }

    @Test
    void refusesAFolderWithoutAModelOrWithALink() throws IOException {
        Path empty = Files.createDirectories(data.resolve("staged/empty"));
        Path linked = folder("linked", "one");
        Files.createSymbolicLink(linked.resolve("data.bin"), Path.of("/etc/hostname"));
        try (Ledger ledger = open()) {
            LiveModels models = models(ledger);

            assertEquals("MODELS-004", code(models.admit(admission(empty, "a"))));
            assertEquals("MODELS-004", code(models.admit(admission(linked, "b"))));
            assertEquals(0, ledger.head().latest().size());
        }
    }

    @Test
    void readsRevisionsBackFromJsonAsTheyWere() {
        RevisionId id = new RevisionId(Digest.of(new byte[] {1}));
        QuantizationCard card =
                new QuantizationCard(
                        "dynamic-int8",
                        3,
                        new Bytes(10),
                        new Bytes(40),
                        new Accuracy(
                                41.5,
                                0.999,
                                0.001,
                                "golden set (2 samples)",
                                2,
                                OptionalDouble.of(0.5),
                                OptionalDouble.empty()),
                        new LatencyComparison(10, 20.5, 100, 1));
        Revision revision =
                new Revision(
                        id,
                        new ModelName("magika"),
                        Stage.VERIFIED,
                        new Bytes(10),
                        Clock.systemUTC().instant(),
                        new Origin.Quantized(id, card),
                        facts(),
                        Optional.of(id.digest()));

        Revision read =
                Json.read(Json.treeOf(new RevisionAdmitted(revision)), RevisionAdmitted.class)
                        .revision();

        assertEquals(revision, read);
        assertEquals("\"" + id + "\"", Json.mapper().writeValueAsString(id));
    }
}
