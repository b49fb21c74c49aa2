package io.casemate.engine.signing;

import static io.casemate.engine.signing.SignatureParts.envelope;
import static io.casemate.engine.signing.SignatureParts.resources;
import static io.casemate.engine.signing.SignatureParts.serialization;
import static io.casemate.engine.signing.SignatureParts.signature;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.units.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/// Every way a signature can be wrong has its code and says where.
class HostileSignaturesTest {
    @TempDir Path folder;

    @ParameterizedTest
    @MethodSource("io.casemate.engine.signing.HostileSignatures#all")
    void refusesASignatureThatIsWrong(HostileSignature wrong) throws Exception {
        Workshop workshop = Workshop.open(folder.resolve("model"), Curve.P256);
        workshop.sign(wrong.statement(), wrong.bundle());
        wrong.files().accept(workshop.folder());

        Problem problem = Workshop.problemOf(workshop.check());

        assertEquals(wrong.code(), problem.code().id(), problem::toString);
        assertTrue(problem.why().contains(wrong.says()), problem::toString);
    }

    @Test
    void acceptsTheSameModelWithNothingWrong() throws Exception {
        Workshop workshop = Workshop.open(folder.resolve("model"), Curve.P256);
        workshop.sign(_ -> {}, _ -> {});

        var found = (ProvenanceFinding.SignedBy) Workshop.valueOf(workshop.check());

        assertEquals(java.util.List.of("model.onnx", "sub/w.bin"), found.files());
    }

    @Test
    void refusesAnotherKeyUnderTheTrustedOnesHint() throws Exception {
        Workshop workshop = Workshop.open(folder.resolve("model"), Curve.P256);
        ObjectNode bundle = workshop.bundle();
        byte[] payload = Base64.getDecoder().decode(envelope(bundle).get("payload").stringValue());
        new Workshop(workshop.folder(), PrivateKeys.create(Curve.P256), Curve.P256)
                .write(bundle, payload);
        Files.writeString(workshop.signature(), bundle.toString());

        Problem problem = Workshop.problemOf(workshop.check());

        assertEquals("AL-303", problem.code().id());
    }

    @Test
    void namesTheOldToolThatSignedOtherBytes() throws Exception {
        Workshop workshop = Workshop.open(folder.resolve("model"), Curve.P384);
        ObjectNode bundle = workshop.bundle();
        byte[] payload = Base64.getDecoder().decode(envelope(bundle).get("payload").stringValue());
        byte[] signed =
                PrivateKeys.sign(
                        workshop.pair().getPrivate(), Curve.P384, Bundle.faultyBytes(payload));
        signature(bundle).put("sig", Base64.getEncoder().encodeToString(signed));
        Files.writeString(workshop.signature(), bundle.toString());

        Problem problem = Workshop.problemOf(workshop.check());

        assertEquals("AL-306", problem.code().id());
        assertTrue(problem.why().contains("model-signing 0.2"), problem::toString);
    }

    @Test
    void refusesAPublicKeyOfAnotherKind() throws Exception {
        var rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPublic();
        Path file = folder.resolve("rsa.pub");
        Files.writeString(file, Pem.text("PUBLIC KEY", rsa.getEncoded()));

        Problem problem = Workshop.problemOf(TrustStore.only(file, java.time.Clock.systemUTC()));

        assertEquals("TRUST-001", problem.code().id());
        assertTrue(problem.why().contains("RSA-"), problem::toString);
    }

    @Test
    void refusesShardsThatLeaveAGap() throws Exception {
        Workshop workshop = Workshop.open(folder.resolve("model"), Curve.P256);
        Files.delete(workshop.folder().resolve("sub/w.bin"));
        workshop.sign(
                statement -> {
                    serialization(statement).put("method", "shards").put("shard_size", 3);
                    resources(statement).removeAll();
                    shard(statement, "model.onnx:0:3", "wei");
                    shard(statement, "model.onnx:4:7", "hts");
                    root(statement);
                },
                _ -> {});

        Problem problem = Workshop.problemOf(workshop.check());

        assertEquals("AL-303", problem.code().id());
        assertTrue(problem.why().contains("'model.onnx' was changed"), problem::toString);
    }

    @Test
    void acceptsShardsThatCoverEverything() throws Exception {
        Workshop workshop = Workshop.open(folder.resolve("model"), Curve.P256);
        Files.delete(workshop.folder().resolve("sub/w.bin"));
        workshop.sign(
                statement -> {
                    serialization(statement).put("method", "shards").put("shard_size", 3);
                    resources(statement).removeAll();
                    shard(statement, "model.onnx:0:3", "wei");
                    shard(statement, "model.onnx:3:6", "ght");
                    shard(statement, "model.onnx:6:7", "s");
                    root(statement);
                },
                _ -> {});

        var found = (ProvenanceFinding.SignedBy) Workshop.valueOf(workshop.check());

        assertEquals(java.util.List.of("model.onnx"), found.files());
    }

    private static void shard(ObjectNode statement, String name, String content) {
        resources(statement)
                .addObject()
                .put("name", name)
                .put("algorithm", "sha256")
                .put("digest", Digest.of(content.getBytes(StandardCharsets.UTF_8)).hex());
    }

    private static void root(ObjectNode statement) {
        var sha256 = Digest.newSha256();
        resources(statement)
                .forEach(one -> sha256.update(new Digest(one.get("digest").stringValue()).hash()));
        ((ObjectNode) statement.get("subject").get(0))
                .set("digest", Json.object().put("sha256", Digest.ofHash(sha256.digest()).hex()));
    }
}
