package io.casemate.engine.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Every way a signature can be wrong has its code and says where.
class HostileSignaturesTest {
    @TempDir Path folder;

    /// One wrong thing.
    ///
    /// @param says part of the reason
    record Case(
            String name,
            String code,
            String says,
            Consumer<ObjectNode> statement,
            Consumer<ObjectNode> bundle,
            Consumer<Path> files) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case statement(
            String name, String code, String says, Consumer<ObjectNode> change) {
        return new Case(name, code, says, change, _ -> {}, _ -> {});
    }

    private static Case bundle(String name, String code, String says, Consumer<ObjectNode> change) {
        return new Case(name, code, says, _ -> {}, change, _ -> {});
    }

    private static Case files(String name, String code, String says, FileChange change) {
        return new Case(
                name,
                code,
                says,
                _ -> {},
                _ -> {},
                folder -> {
                    try {
                        change.on(folder);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    @FunctionalInterface
    private interface FileChange {
        void on(Path folder) throws IOException;
    }

    static Stream<Case> cases() {
        return Stream.of(bundles(), statements(), lists(), contents()).flatMap(all -> all);
    }

    private static Stream<Case> bundles() {
        return Stream.of(
                bundle("media type", "AL-306", "media type is 'x'", it -> it.put("mediaType", "x")),
                bundle("no media type", "AL-306", "no text", it -> it.remove("mediaType")),
                bundle("unknown field", "AL-306", "'more'", it -> it.put("more", 1)),
                bundle(
                        "signed message",
                        "AL-306",
                        "one message",
                        it -> it.putObject("messageSignature")),
                bundle(
                        "keyless",
                        "AL-306",
                        "keyless Sigstore",
                        it -> {
                            material(it).remove("publicKey");
                            material(it).putObject("certificate").put("rawBytes", "AAAA");
                            material(it).withArray("tlogEntries").addObject();
                        }),
                bundle("no material", "AL-306", "either", it -> material(it).remove("publicKey")),
                bundle(
                        "two materials",
                        "AL-306",
                        "either",
                        it -> material(it).putObject("x509CertificateChain")),
                bundle(
                        "empty chain",
                        "AL-306",
                        "no certificate",
                        it -> {
                            material(it).remove("publicKey");
                            material(it).putObject("x509CertificateChain").putArray("certificates");
                        }),
                bundle(
                        "garbage in chain",
                        "AL-306",
                        "no X.509 certificate",
                        it -> {
                            material(it).remove("publicKey");
                            material(it)
                                    .putObject("x509CertificateChain")
                                    .putArray("certificates")
                                    .addObject()
                                    .put("rawBytes", "AAAA");
                        }),
                bundle(
                        "unknown hint",
                        "AL-302",
                        "unknown key (hint " + "0".repeat(64),
                        it -> hint(it, "0".repeat(64))),
                bundle("hint no hash", "AL-306", "hint", it -> hint(it, "../../etc/passwd")),
                bundle(
                        "key instead of hint, garbage",
                        "AL-306",
                        "rawBytes",
                        it -> material(it).putObject("publicKey").put("rawBytes", "AAAA")),
                bundle(
                        "payload type",
                        "AL-306",
                        "payload type",
                        it -> envelope(it).put("payloadType", "text/plain")),
                bundle(
                        "payload no Base64",
                        "AL-306",
                        "Base64",
                        it -> envelope(it).put("payload", "%%%")),
                bundle(
                        "no signature",
                        "AL-306",
                        "0 signatures",
                        it -> envelope(it).putArray("signatures")),
                bundle(
                        "two signatures",
                        "AL-306",
                        "2 signatures",
                        it -> ((ArrayNode) envelope(it).get("signatures")).addObject()),
                bundle(
                        "signature no ECDSA",
                        "AL-303",
                        "does not match",
                        it -> signature(it).put("sig", "AAAA")),
                bundle(
                        "signature zero",
                        "AL-303",
                        "does not match",
                        it -> signature(it).put("sig", "MAYCAQACAQA=")),
                bundle(
                        "no hint and no fitting key",
                        "AL-302",
                        "none of the 1 trusted keys",
                        it -> {
                            material(it).putObject("publicKey");
                            signature(it).put("sig", "MAYCAQACAQA=");
                        }));
    }

    private static Stream<Case> statements() {
        return Stream.of(
                statement("statement type", "AL-306", "'x'", it -> it.put("_type", "x")),
                statement(
                        "predicate type",
                        "AL-306",
                        "'https://model_signing/Digests/v0.1'",
                        it -> it.put("predicateType", "https://model_signing/Digests/v0.1")),
                statement("no subject", "AL-306", "0 subjects", it -> it.remove("subject")),
                statement(
                        "wrong root",
                        "AL-306",
                        "the digest of its list",
                        it ->
                                ((ObjectNode) it.get("subject").get(0).get("digest"))
                                        .put("sha256", "0".repeat(64))),
                statement(
                        "BLAKE2",
                        "AL-306",
                        "'blake2b'",
                        it -> serialization(it).put("hash_type", "blake2b")),
                statement(
                        "BLAKE3 of one file",
                        "AL-306",
                        "'blake3'",
                        it -> resource(it, 0).put("algorithm", "blake3")),
                statement(
                        "unknown method",
                        "AL-306",
                        "'chunks'",
                        it -> serialization(it).put("method", "chunks")),
                statement(
                        "shards without size",
                        "AL-306",
                        "shard_size",
                        it -> serialization(it).put("method", "shards")),
                statement(
                        "shards without ranges",
                        "AL-306",
                        ":start:end",
                        it -> serialization(it).put("method", "shards").put("shard_size", 1000)),
                statement(
                        "pattern",
                        "AL-306",
                        "pattern '*.bin'",
                        it -> ((ArrayNode) serialization(it).get("ignore_paths")).add("*.bin")),
                statement(
                        "everything ignored",
                        "AL-306",
                        "is '.'",
                        it -> ((ArrayNode) serialization(it).get("ignore_paths")).add(".")),
                statement(
                        "ignored outside",
                        "AL-306",
                        "is '../x'",
                        it -> ((ArrayNode) serialization(it).get("ignore_paths")).add("../x")),
                statement(
                        "unknown rule",
                        "AL-306",
                        "'follow'",
                        it -> serialization(it).put("follow", true)));
    }

    private static Stream<Case> lists() {
        return Stream.of(
                statement("empty list", "AL-306", "no file", it -> resources(it).removeAll()),
                statement(
                        "path outside",
                        "AL-306",
                        "'../w.bin'",
                        it -> resource(it, 1).put("name", "../w.bin")),
                statement(
                        "absolute path",
                        "AL-306",
                        "'/etc/passwd'",
                        it -> resource(it, 0).put("name", "/etc/passwd")),
                statement(
                        "backslash",
                        "AL-306",
                        "sub\\w.bin",
                        it -> resource(it, 1).put("name", "sub\\w.bin")),
                statement(
                        "control character",
                        "AL-306",
                        "a?b",
                        it -> resource(it, 0).put("name", "a\nb")),
                statement(
                        "twice",
                        "AL-306",
                        "a second time",
                        it -> resource(it, 1).put("name", "model.onnx")),
                statement(
                        "not sorted",
                        "AL-306",
                        "not sorted",
                        it -> resource(it, 0).put("name", "z.bin")),
                statement(
                        "digest too short",
                        "AL-306",
                        "64 lower-case",
                        it -> resource(it, 0).put("digest", "abc")),
                statement(
                        "signed under another name",
                        "AL-304",
                        "'model.onnx'",
                        it -> {
                            resource(it, 0).put("name", "a.onnx");
                        }));
    }

    private static Stream<Case> contents() {
        return Stream.of(
                files(
                        "changed",
                        "AL-303",
                        "'sub/w.bin' was changed",
                        at -> Files.writeString(at.resolve("sub/w.bin"), "more Weights")),
                files(
                        "longer",
                        "AL-303",
                        "'model.onnx' was changed",
                        at -> Files.writeString(at.resolve("model.onnx"), "weights.")),
                files(
                        "missing",
                        "AL-303",
                        "'model.onnx' was signed and is missing",
                        at -> Files.delete(at.resolve("model.onnx"))),
                files(
                        "extra",
                        "AL-304",
                        "'sub/extra.py' is not covered",
                        at -> Files.writeString(at.resolve("sub/extra.py"), "")),
                files(
                        "ignored name, but deeper",
                        "AL-304",
                        "'sub/.gitignore'",
                        at -> Files.writeString(at.resolve("sub/.gitignore"), "")),
                files(
                        "link",
                        "AL-304",
                        "'sub/link' is neither",
                        at ->
                                Files.createSymbolicLink(
                                        at.resolve("sub/link"), at.resolve("model.onnx"))),
                files(
                        "signature is a link",
                        "AL-306",
                        "not a normal file",
                        at -> {
                            Path aside = at.resolveSibling("aside.sig");
                            Files.move(at.resolve("model.sig"), aside);
                            Files.createSymbolicLink(at.resolve("model.sig"), aside);
                        }),
                files(
                        "signature empty",
                        "AL-306",
                        "no object",
                        at -> Files.writeString(at.resolve("model.sig"), "")),
                files(
                        "signature no JSON",
                        "AL-306",
                        "no JSON",
                        at -> Files.writeString(at.resolve("model.sig"), "{\"a\":")),
                files(
                        "signature no UTF-8",
                        "AL-306",
                        "no UTF-8",
                        at -> Files.write(at.resolve("model.sig"), new byte[] {(byte) 0xff})),
                files(
                        "field twice",
                        "AL-306",
                        "no JSON",
                        at -> Files.writeString(at.resolve("model.sig"), "{\"a\":1,\"a\":2}")),
                files(
                        "nested too deep",
                        "AL-306",
                        "no JSON",
                        at -> Files.writeString(at.resolve("model.sig"), "[".repeat(100_000))),
                files(
                        "signature too large",
                        "AL-306",
                        "larger than",
                        at ->
                                Files.write(
                                        at.resolve("model.sig"),
                                        new byte[BundleReader.MAX_BYTES + 1])));
    }

    private static ObjectNode material(ObjectNode bundle) {
        return (ObjectNode) bundle.get("verificationMaterial");
    }

    private static void hint(ObjectNode bundle, String hint) {
        material(bundle).putObject("publicKey").put("hint", hint);
    }

    private static ObjectNode envelope(ObjectNode bundle) {
        return (ObjectNode) bundle.get("dsseEnvelope");
    }

    private static ObjectNode signature(ObjectNode bundle) {
        return (ObjectNode) envelope(bundle).get("signatures").get(0);
    }

    private static ObjectNode serialization(ObjectNode statement) {
        return (ObjectNode) statement.get("predicate").get("serialization");
    }

    private static ArrayNode resources(ObjectNode statement) {
        return (ArrayNode) statement.get("predicate").get("resources");
    }

    private static ObjectNode resource(ObjectNode statement, int index) {
        return (ObjectNode) resources(statement).get(index);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void refusesASignatureThatIsWrong(Case wrong) throws Exception {
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
