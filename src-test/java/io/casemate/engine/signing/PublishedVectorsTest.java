package io.casemate.engine.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.problem.Problem;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Signatures made by the reference implementation, versions 0.3.1 to 1.1.0.
class PublishedVectorsTest {
    private static final Instant VALID = Instant.parse("2026-06-01T00:00:00Z");
    private static final String KEY =
            "e8450dec4eb99dae995da9af1bc2cc9f76ed669ee2e744f57abba763df3e3f8e";

    @TempDir Path folder;

    private X509Certificate leaf;
    private X509Certificate intermediate;

    @BeforeEach
    void readCertificates() throws Exception {
        Path file = copy("v1.1.0-certificate");
        var material = new BundleReader("Not read.").read(file).material();
        List<X509Certificate> chain = ((Bundle.Material.Chain) material).chain();
        leaf = chain.get(0);
        intermediate = chain.get(1);
        Files.delete(file);
    }

    private Path copy(String vector) throws IOException {
        Path file = folder.resolve("model.sig");
        try (InputStream in =
                PublishedVectorsTest.class.getResourceAsStream("published/" + vector + ".sig")) {
            Files.write(file, in.readAllBytes());
        }
        return file;
    }

    private TrustStore key() {
        return Workshop.trust(Identity.of(leaf.getPublicKey()));
    }

    private static Provenance provenance(Instant now) {
        return new Provenance(Clock.fixed(now, ZoneOffset.UTC));
    }

    @Test
    void hasTheFingerprintThatThePublishedSignaturesName() {
        assertEquals(new Digest(KEY), Identity.of(leaf.getPublicKey()).fingerprint());
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1.0.1-elliptic-key", "v1.1.0-elliptic-key"})
    void acceptsFoldersSignedByAKey(String vector) throws IOException {
        copy(vector);
        Files.writeString(folder.resolve("signme-1"), "signme-1\n");
        Files.writeString(folder.resolve("signme-2"), "signme-2");

        var found =
                Workshop.valueOf(
                        provenance(VALID).verify(folder, folder.resolve("model.sig"), key()));

        assertEquals(
                new ProvenanceFinding.SignedBy(
                        "ACME",
                        SigningMethod.KEY,
                        Curve.P384,
                        new Digest(KEY),
                        List.of("signme-1", "signme-2"),
                        List.of()),
                found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v0.3.1-elliptic-key", "v1.0.0-elliptic-key"})
    void acceptsSingleFilesSignedWithoutAName(String vector) throws IOException {
        copy(vector);
        Path file = Files.writeString(folder.resolve("signme-1"), "signme-1\n");
        Path signature = folder.resolve("model.sig");

        var asFile = Workshop.valueOf(provenance(VALID).verify(file, signature, key()));
        var asFolder = Workshop.valueOf(provenance(VALID).verify(folder, signature, key()));

        assertEquals(List.of("."), asFile.files());
        assertEquals(List.of("signme-1"), asFolder.files());
    }

    @Test
    void refusesTheExtraFileThatOneSignatureDoesNotCover() throws IOException {
        Path signature = copy("v1.0.1-elliptic-key");
        Files.writeString(folder.resolve("signme-1"), "signme-1\n");
        Files.writeString(folder.resolve("signme-2"), "signme-2");
        Files.writeString(folder.resolve("ignore-me"), "");

        Problem problem = Workshop.problemOf(provenance(VALID).verify(folder, signature, key()));

        assertEquals("AL-304", problem.code().id());
        assertTrue(problem.why().contains("'ignore-me'"), problem::toString);
    }

    @Test
    void reportsWhatASignatureLeavesOut() throws IOException {
        Path signature = copy("v1.1.0-elliptic-key");
        Files.writeString(folder.resolve("signme-1"), "signme-1\n");
        Files.writeString(folder.resolve("signme-2"), "signme-2");
        Files.writeString(folder.resolve("ignore-me"), "");

        var found = Workshop.valueOf(provenance(VALID).verify(folder, signature, key()));

        assertEquals(List.of("ignore-me"), found.ignored());
    }

    private void certified() throws IOException {
        copy("v1.1.0-certificate");
        Files.writeString(folder.resolve("signme-1"), "signme-1");
        Files.writeString(folder.resolve("signme-2"), "signme-2");
    }

    @Test
    void acceptsAFolderThatACertificateVouchesFor() throws Exception {
        certified();

        var found = provenance(VALID).check(folder, Workshop.trust(Identity.of(intermediate)));

        var signed = (ProvenanceFinding.SignedBy) Workshop.valueOf(found);
        assertEquals(SigningMethod.CERTIFICATE, signed.method());
        assertEquals(new Digest(KEY), signed.fingerprint());
    }

    @Test
    void refusesACertificateThatNobodyTrusts() throws Exception {
        certified();

        Problem problem = Workshop.problemOf(provenance(VALID).check(folder, key()));

        assertEquals("AL-302", problem.code().id());
    }

    @Test
    void refusesACertificateThatIsOutOfDate() throws Exception {
        certified();

        Problem problem =
                Workshop.problemOf(
                        provenance(Instant.parse("2036-01-01T00:00:00Z"))
                                .check(folder, Workshop.trust(Identity.of(intermediate))));

        assertEquals("AL-307", problem.code().id());
        assertTrue(problem.why().contains("2035-04-30"), problem::toString);
    }
}
