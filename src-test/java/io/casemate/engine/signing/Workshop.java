package io.casemate.engine.signing;

import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/// A small model, a key, and signatures that are wrong in one way each.
record Workshop(Path folder, KeyPair pair, Curve curve) {
    static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");

    static Workshop open(Path folder, Curve curve) throws IOException {
        Files.createDirectories(folder.resolve("sub"));
        Files.writeString(folder.resolve("model.onnx"), "weights");
        Files.writeString(folder.resolve("sub").resolve("w.bin"), "more weights");
        return new Workshop(folder, PrivateKeys.create(curve), curve);
    }

    SigningKey key() {
        return new SigningKey(pair, curve, List.of());
    }

    TrustStore trust() {
        return trust(Identity.of(pair.getPublic()));
    }

    static TrustStore trust(Identity identity) {
        var trusted = new TrustedIdentity("ACME", identity, "operator", SINCE);
        return new TrustStore(List.of(trusted), ProvenancePolicy.REQUIRED);
    }

    Path signature() {
        return folder.resolve("model.sig");
    }

    ObjectNode bundle() throws Refusal, IOException {
        byte[] content = new OmsSigner(key()).sign(folder, Set.of("model.sig"), "Not signed.");
        return (ObjectNode) Json.mapper().readTree(content);
    }

    /// Writes a signature whose statement was changed before signing, and whose bundle was changed
    /// afterwards.
    void sign(Consumer<ObjectNode> statement, Consumer<ObjectNode> bundle)
            throws Refusal, IOException {
        ObjectNode signed = bundle();
        ObjectNode envelope = (ObjectNode) signed.get("dsseEnvelope");
        byte[] payload = Base64.getDecoder().decode(envelope.get("payload").stringValue());
        ObjectNode changed = (ObjectNode) Json.mapper().readTree(payload);
        statement.accept(changed);
        write(signed, Json.mapper().writeValueAsBytes(changed));
        bundle.accept(signed);
        Files.writeString(signature(), signed.toString());
    }

    /// Puts `payload` into `bundle`, signed.
    void write(ObjectNode bundle, byte[] payload) {
        ObjectNode envelope = (ObjectNode) bundle.get("dsseEnvelope");
        envelope.put("payload", Base64.getEncoder().encodeToString(payload));
        byte[] signature = PrivateKeys.sign(pair.getPrivate(), curve, Bundle.signedBytes(payload));
        ((ObjectNode) envelope.get("signatures").get(0))
                .put("sig", Base64.getEncoder().encodeToString(signature));
    }

    Outcome<ProvenanceFinding> check() {
        return new Provenance(Clock.systemUTC()).check(folder, trust());
    }

    static Problem problemOf(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Done<?>(Object value) ->
                    throw new AssertionError("was accepted: " + value);
            case Outcome.Refused<?>(Problem problem) -> problem;
        };
    }

    static <T> T valueOf(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(T value) -> value;
            case Outcome.Refused<T>(Problem problem) -> throw new AssertionError(problem);
        };
    }
}
