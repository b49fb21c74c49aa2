package io.casemate.engine.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Certificates made by the JDK's `keytool`: an authority, a signer that may sign code, and a
/// server that may not.
class SignByCertificateTest {
    private static final String PASSWORD = "changeit";

    @TempDir static Path keys;

    @TempDir Path folder;

    private Workshop workshop;
    private Identity authority;

    @BeforeAll
    static void makeCertificates() throws Exception {
        keytool("-alias ca -dname CN=Authority -ext bc:c -ext ku=keyCertSign");
        issue("signer", "codeSigning");
        issue("server", "serverAuth");
    }

    private static void issue(String alias, String purpose) throws Exception {
        keytool(
                "-alias %s -dname CN=%s -signer ca -ext ku=digitalSignature -ext eku=%s"
                        .formatted(alias, alias, purpose));
        StringBuilder chain = new StringBuilder();
        for (Certificate certificate : store().getCertificateChain(alias)) {
            chain.append(Pem.text("CERTIFICATE", certificate.getEncoded()));
        }
        Files.writeString(keys.resolve(alias + ".pem"), chain);
    }

    @BeforeEach
    void openWorkshop() throws Exception {
        workshop = Workshop.open(folder.resolve("model"), Curve.P384);
        authority = Identity.of((X509Certificate) store().getCertificate("ca"));
    }

    private static void keytool(String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.add("-genkeypair");
        command.addAll(List.of(arguments.split(" ")));
        command.addAll(List.of("-keystore", "keys.p12", "-storepass", PASSWORD));
        command.addAll(List.of("-keyalg", "EC", "-groupname", "secp384r1"));
        Process process =
                new ProcessBuilder(command)
                        .directory(keys.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(keys.resolve("keytool.log").toFile())
                        .start();
        assertEquals(0, process.waitFor(), () -> "keytool " + arguments);
    }

    private static KeyStore store() throws Exception {
        return KeyStore.getInstance(keys.resolve("keys.p12").toFile(), PASSWORD.toCharArray());
    }

    private void sign(String alias) throws Exception {
        PrivateKey key = (PrivateKey) store().getKey(alias, PASSWORD.toCharArray());
        Path keyFile = folder.resolve(alias + ".key");
        Files.writeString(keyFile, Pem.text("PRIVATE KEY", key.getEncoded()));
        Path chain = keys.resolve(alias + ".pem");
        SigningKey pen = SigningKey.read(keyFile, java.util.Optional.of(chain), "Not signed.");
        Files.write(
                workshop.signature(),
                new OmsSigner(pen).sign(workshop.folder(), Set.of("model.sig"), "Not signed."));
    }

    @Test
    void acceptsASignerThatTheAuthorityVouchesFor() throws Exception {
        sign("signer");

        var found =
                new Provenance(Clock.systemUTC())
                        .check(workshop.folder(), Workshop.trust(authority));

        var signed = (ProvenanceFinding.SignedBy) Workshop.valueOf(found);
        assertEquals(SigningMethod.CERTIFICATE, signed.method());
        assertEquals(List.of("model.onnx", "sub/w.bin"), signed.files());
    }

    @Test
    void refusesACertificateThatIsNotForSigning() throws Exception {
        sign("server");

        Problem problem =
                Workshop.problemOf(
                        new Provenance(Clock.systemUTC())
                                .check(workshop.folder(), Workshop.trust(authority)));

        assertEquals("AL-307", problem.code().id());
        assertTrue(problem.why().contains("code signing"), problem::toString);
    }

    @Test
    void refusesToSignWithTheCertificateOfAnotherKey() throws Exception {
        KeyPair other = PrivateKeys.create(Curve.P384);
        Path key = folder.resolve("other.key");
        Files.writeString(key, Pem.text("PRIVATE KEY", other.getPrivate().getEncoded()));

        Refusal refusal =
                org.junit.jupiter.api.Assertions.assertThrows(
                        Refusal.class,
                        () ->
                                SigningKey.read(
                                        key,
                                        java.util.Optional.of(keys.resolve("signer.pem")),
                                        "Not signed."));

        assertEquals("SIGN-002", refusal.problem().code().id());
    }
}
