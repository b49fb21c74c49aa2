package io.casemate.engine.signing;

import static io.casemate.engine.signing.SignatureParts.envelope;
import static io.casemate.engine.signing.SignatureParts.hint;
import static io.casemate.engine.signing.SignatureParts.material;
import static io.casemate.engine.signing.SignatureParts.resource;
import static io.casemate.engine.signing.SignatureParts.resources;
import static io.casemate.engine.signing.SignatureParts.serialization;
import static io.casemate.engine.signing.SignatureParts.signature;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Every way a signature can be wrong.
final class HostileSignatures {
    private HostileSignatures() {}

    private static HostileSignature statement(
            String name, String code, String says, Consumer<ObjectNode> change) {
        return new HostileSignature(name, code, says, change, _ -> {}, _ -> {});
    }

    private static HostileSignature bundle(
            String name, String code, String says, Consumer<ObjectNode> change) {
        return new HostileSignature(name, code, says, _ -> {}, change, _ -> {});
    }

    private static HostileSignature files(
            String name, String code, String says, FileChange change) {
        return new HostileSignature(
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

    static Stream<HostileSignature> all() {
        return Stream.of(bundles(), statements(), lists(), contents()).flatMap(all -> all);
    }

    private static Stream<HostileSignature> bundles() {
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

    private static Stream<HostileSignature> statements() {
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

    private static Stream<HostileSignature> lists() {
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

    private static Stream<HostileSignature> contents() {
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
}
