package io.casemate.engine.airlock;

import static io.casemate.engine.airlock.SmallModels.FLOAT;
import static io.casemate.engine.airlock.SmallModels.adding;
import static io.casemate.engine.airlock.SmallModels.external;
import static io.casemate.engine.airlock.SmallModels.floats;
import static io.casemate.engine.airlock.SmallModels.sound;
import static io.casemate.engine.airlock.SmallModels.tensor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.models.Revision;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.signing.Curve;
import io.casemate.engine.signing.LiveSignatures;
import io.casemate.engine.signing.ProvenancePolicy;
import io.casemate.engine.signing.Signatures;
import io.casemate.engine.signing.TrustStore;
import io.casemate.engine.units.Digest;
import io.casemate.engine.worker.NativeLibraries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Models whose maker is asked for on the way in.
final class SignedImportTest {
    @TempDir static Path natives;
    @TempDir Path temp;

    private Path folder;

    @BeforeAll
    static void unpack() throws IOException {
        NativeLibraries.unpack(natives);
    }

    @BeforeEach
    void write() throws IOException {
        folder = Files.createDirectories(temp.resolve("cat/data")).getParent();
        byte[] content = adding(external(tensor(FLOAT, 4), "location", "data/w.bin"));
        Files.write(folder.resolve("model.onnx"), content);
        Files.write(folder.resolve("data/w.bin"), floats(1, 2, 3, 4));
    }

    private ImportFixture console(TrustStore trust) throws IOException {
        return new ImportFixture(temp.resolve("console"), ImportFixture.workers(natives), trust);
    }

    /// Signs a folder or a file. {@return a store that trusts the key it was signed with}
    private TrustStore signed(ImportFixture signer, Path content) {
        var signatures = new LiveSignatures(temp.resolve("signatures"), signer.ledger());
        Signatures.NewKey key = done(signatures.newKey(temp.resolve("key.pem"), Curve.P384));
        Optional<Path> beside =
                Files.isDirectory(content)
                        ? Optional.empty()
                        : Optional.of(content.resolveSibling(content.getFileName() + ".sig"));
        var pen = new Signatures.Pen(key.privateFile(), Optional.empty(), beside);
        done(signatures.sign(content, pen));
        return done(TrustStore.only(key.publicFile(), Clock.systemUTC()));
    }

    private static <T> T done(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(T value) -> value;
            case Outcome.Refused<T>(Problem problem) ->
                    throw new AssertionError(problem.toString());
        };
    }

    private TrustStore trust() throws IOException {
        return trust(folder);
    }

    private TrustStore trust(Path content) throws IOException {
        try (var signer = new ImportFixture(temp.resolve("signer"), natives)) {
            return signed(signer, content);
        }
    }

    /// The folder above, so that the signed folder is one of its own in the archive.
    private Path zipped() throws IOException {
        Path above = Files.createDirectories(temp.resolve("above"));
        Files.move(folder, above.resolve("cat"));
        return new BundleFiles(above).zipped(temp.resolve("brought.zip"));
    }

    private static String signerOf(ImportFixture console) {
        return console.entries().stream()
                .filter(entry -> entry.is(StagePassed.class))
                .map(entry -> entry.event(StagePassed.class))
                .filter(passed -> passed.stage() == ImportStage.PROVENANCE)
                .map(passed -> passed.words().get("signed by"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void takesASignedFolderWithItsDataFiles() throws Exception {
        try (var console = console(trust())) {
            Revision revision = done(console.execute(folder));

            assertEquals("cat", revision.model().text());
            Path kept = console.models().modelFile(revision.id()).resolveSibling("data/w.bin");
            assertEquals(Digest.of(floats(1, 2, 3, 4)), Digest.of(Files.readAllBytes(kept)));
            assertEquals("key.pem.pub", signerOf(console));
            assertEquals(List.of(), ImportFixture.listed(console.quarantine()));
        }
    }

    @Test
    void refusesAFileThatTheSignatureDoesNotCover() throws Exception {
        TrustStore trust = trust();
        Files.writeString(folder.resolve("extra.txt"), "x");
        try (var console = console(trust)) {
            console.assertRefused("AL-304", folder);
        }
    }

    @Test
    void refusesADataFileThatWasChangedAfterSigning() throws Exception {
        TrustStore trust = trust();
        Files.write(folder.resolve("data/w.bin"), floats(1, 2, 3, 5));
        try (var console = console(trust)) {
            Problem problem = console.assertRefused("AL-303", folder);

            assertTrue(problem.why().contains("data/w.bin"), problem.why());
        }
    }

    @Test
    void refusesAnUnsignedModelWhereASignatureIsRequired() throws Exception {
        Path model = Files.write(temp.resolve("m.onnx"), sound());
        try (var console = console(new TrustStore(List.of(), ProvenancePolicy.REQUIRED))) {
            Problem problem = console.assertRefused("AL-301", model);

            assertEquals("m.onnx was not imported.", problem.what());
        }
    }

    @Test
    void takesASignedFolderOutOfAnArchive() throws Exception {
        TrustStore trust = trust();
        try (var console = console(trust)) {
            Revision revision = done(console.execute(zipped()));

            assertEquals("cat", revision.model().text());
            assertEquals("key.pem.pub", signerOf(console));
        }
    }

    @Test
    void takesAnArchiveThatIsSignedItself() throws Exception {
        Path archive = zipped();
        TrustStore trust = trust(archive);
        try (var console = console(trust)) {
            done(console.execute(archive));

            assertEquals("key.pem.pub", signerOf(console));
        }
    }

    @Test
    void refusesAnArchiveThatWasChangedAfterSigning() throws Exception {
        Path archive = zipped();
        TrustStore trust = trust(archive);
        Files.write(temp.resolve("above/cat/data/w.bin"), floats(1, 2, 3, 5));
        new BundleFiles(temp.resolve("above")).zipped(archive);
        try (var console = console(trust)) {
            console.assertRefused("AL-303", archive);
        }
    }

    @Test
    void refusesASignedFolderInAnArchiveWithAFileThatWasChanged() throws Exception {
        TrustStore trust = trust();
        Files.write(folder.resolve("data/w.bin"), floats(1, 2, 3, 5));
        try (var console = console(trust)) {
            Problem problem = console.assertRefused("AL-303", zipped());

            assertEquals("brought.zip was not imported.", problem.what());
        }
    }

    @Test
    void takesASignedTritonRepository() throws Exception {
        Path repository = temp.resolve("repository");
        BundleFiles.in(repository).putTriton("cat", sound());
        TrustStore trust = trust(repository);
        try (var console = console(trust)) {
            done(console.execute(repository));
            assertEquals("key.pem.pub", signerOf(console));

            Files.writeString(repository.resolve("cat/config.pbtxt"), "name: \"dog\"");
            Problem problem = ImportFixture.refused(console.execute(repository));
            assertEquals("AL-303", problem.code().id());
        }
    }

    @Test
    void takesAnOciLayoutThatIsSigned() throws Exception {
        BundleFiles layout = BundleFiles.in(temp.resolve("layout"));
        layout.putModelPack(Map.of("model.onnx", sound()));
        TrustStore trust = trust(layout.folder());
        try (var console = console(trust)) {
            done(console.execute(layout.folder()));

            assertEquals("key.pem.pub", signerOf(console));
        }
    }

    @Test
    void refusesAnUnsignedArchiveWhereASignatureIsRequired() throws Exception {
        try (var console = console(new TrustStore(List.of(), ProvenancePolicy.REQUIRED))) {
            console.assertRefused("AL-301", zipped());
        }
    }
}
