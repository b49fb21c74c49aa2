package io.casemate.engine.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.ledger.LedgerConfig;
import io.casemate.engine.ledger.Ledgers;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignAndTrustTest {
    @TempDir Path folder;

    private Ledger ledger;
    private LiveTrust trust;
    private LiveSignatures signatures;

    @BeforeEach
    void open() {
        ledger = ledger();
        trust = new LiveTrust(ledger);
        signatures = new LiveSignatures(folder.resolve("signatures"), ledger);
    }

    private Ledger ledger() {
        return Ledgers.open(
                new LedgerConfig(
                        folder.resolve("ledger"),
                        folder.resolve("casemate.mv.db"),
                        folder.resolve("keys"),
                        Clock.systemUTC(),
                        () -> "operator"));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private Path model() throws IOException {
        Path model = Files.createDirectories(folder.resolve("model"));
        Files.writeString(model.resolve("model.onnx"), "weights");
        return model;
    }

    private Signatures.NewKey newKey(Curve curve) {
        return Workshop.valueOf(signatures.newKey(folder.resolve("site.key"), curve));
    }

    private static Signatures.Pen pen(Signatures.NewKey key) {
        return new Signatures.Pen(key.privateFile(), Optional.empty(), Optional.empty());
    }

    @ParameterizedTest
    @EnumSource(Curve.class)
    void signsWhatItVerifies(Curve curve) throws IOException {
        Signatures.NewKey key = newKey(curve);
        Path model = model();

        var signed = Workshop.valueOf(signatures.sign(model, pen(key)));
        Workshop.valueOf(trust.execute(new TrustCommand.Add("Site", key.publicFile())));
        var found = new Provenance(Clock.systemUTC()).check(model, trust.store().latest());

        assertEquals(model.resolve("model.sig"), signed.file());
        assertEquals(
                new ProvenanceFinding.SignedBy(
                        "Site",
                        SigningMethod.KEY,
                        curve,
                        key.fingerprint(),
                        List.of("model.onnx"),
                        List.of()),
                Workshop.valueOf(found));
    }

    @Test
    void makesKeysThatOnlyTheirOwnerMayRead() throws IOException {
        Signatures.NewKey key = newKey(Curve.P384);

        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(key.privateFile())));
    }

    @Test
    void neverReplacesAFile() throws IOException {
        Signatures.NewKey key = newKey(Curve.P384);
        Path model = model();
        Workshop.valueOf(signatures.sign(model, pen(key)));

        var again = Workshop.problemOf(signatures.sign(model, pen(key)));
        var newKey = Workshop.problemOf(signatures.newKey(key.privateFile(), Curve.P384));

        assertEquals("SIGN-004", again.code().id());
        assertEquals("SIGN-004", newKey.code().id());
    }

    @Test
    void refusesAPublicKeyToSignWith() throws IOException {
        Signatures.NewKey key = newKey(Curve.P384);
        var pen = new Signatures.Pen(key.publicFile(), Optional.empty(), Optional.empty());

        var problem = Workshop.problemOf(signatures.sign(model(), pen));

        assertEquals("SIGN-001", problem.code().id());
        assertTrue(problem.why().contains("BEGIN PUBLIC KEY"), problem::toString);
    }

    @Test
    void keepsTheSignatureOfARevisionAndRecordsIt() throws IOException {
        Signatures.NewKey key = newKey(Curve.P256);
        Digest revision = Digest.of(new byte[] {1});

        Workshop.valueOf(signatures.signRevision(revision, model(), pen(key)));

        Path kept = signatures.of(revision).getFirst();
        var entry = ledger.list(0, 10).getLast();
        RevisionSigned event = entry.event(RevisionSigned.class);
        assertEquals(key.fingerprint(), event.fingerprint());
        assertEquals(Digest.of(Files.readAllBytes(kept)), event.signature());
        assertEquals(revision.toString(), entry.subject());
    }

    @Test
    void remembersTrustAfterReopening() {
        Signatures.NewKey key = newKey(Curve.P384);
        trust.execute(new TrustCommand.Add("ACME ML", key.publicFile()));
        trust.execute(new TrustCommand.Choose(ProvenancePolicy.REQUIRED));
        TrustStore before = trust.store().latest();
        ledger.close();

        ledger = ledger();
        TrustStore after = new LiveTrust(ledger).store().latest();

        assertEquals(before, after);
        assertEquals("operator", after.find("ACME ML").orElseThrow().by());
        assertEquals(ProvenancePolicy.REQUIRED, after.policy());
    }

    @Test
    void trustsNoLongerWhatWasRemoved() throws IOException {
        Signatures.NewKey key = newKey(Curve.P384);
        Path model = model();
        signatures.sign(model, pen(key));
        trust.execute(new TrustCommand.Add("Site", key.publicFile()));

        trust.execute(new TrustCommand.Remove("Site"));

        var found = new Provenance(Clock.systemUTC()).check(model, trust.store().latest());
        assertEquals("AL-302", Workshop.problemOf(found).code().id());
    }

    @Test
    void refusesTheSameKeyOrNameTwice() {
        Signatures.NewKey key = newKey(Curve.P384);
        trust.execute(new TrustCommand.Add("Site", key.publicFile()));
        long entries = ledger.head().latest().size();

        var name = trust.execute(new TrustCommand.Add("Site", key.publicFile()));
        var same = trust.execute(new TrustCommand.Add("Other", key.publicFile()));
        var odd = trust.execute(new TrustCommand.Add("\n", key.publicFile()));
        var gone = trust.execute(new TrustCommand.Remove("Nobody"));

        assertEquals("TRUST-002", Workshop.problemOf(name).code().id());
        assertEquals("TRUST-004", Workshop.problemOf(same).code().id());
        assertEquals("TRUST-002", Workshop.problemOf(odd).code().id());
        assertEquals("TRUST-003", Workshop.problemOf(gone).code().id());
        assertEquals(entries, ledger.head().latest().size());
    }

    @Test
    void doesWhatThePolicySaysWithoutASignature() throws IOException {
        Path model = model();
        var provenance = new Provenance(Clock.systemUTC());

        assertEquals(
                new ProvenanceFinding.Unsigned(),
                Workshop.valueOf(provenance.check(model, trust.store().latest())));
        trust.execute(new TrustCommand.Choose(ProvenancePolicy.REQUIRED));
        assertEquals(
                "AL-301",
                Workshop.problemOf(provenance.check(model, trust.store().latest())).code().id());
        trust.execute(new TrustCommand.Choose(ProvenancePolicy.OFF));
        assertEquals(
                new ProvenanceFinding.NotChecked(),
                Workshop.valueOf(provenance.check(model, trust.store().latest())));
    }
}
