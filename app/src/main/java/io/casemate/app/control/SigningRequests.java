package io.casemate.app.control;

import io.casemate.engine.json.Json;
import io.casemate.engine.models.Revision;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.signing.Curve;
import io.casemate.engine.signing.Identity;
import io.casemate.engine.signing.Provenance;
import io.casemate.engine.signing.ProvenanceFinding;
import io.casemate.engine.signing.ProvenancePolicy;
import io.casemate.engine.signing.Signatures;
import io.casemate.engine.signing.TrustCommand;
import io.casemate.engine.signing.TrustStore;
import io.casemate.engine.signing.TrustedIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Carries out the requests about signatures and trust.
final class SigningRequests {
    private final EngineRooms rooms;

    SigningRequests(EngineRooms rooms) {
        this.rooms = rooms;
    }

    Outcome<ObjectNode> execute(Arguments arguments) {
        return switch (arguments.verb()) {
            case "sign" -> sign(arguments);
            case "sign new-key" -> newKey(arguments);
            case "verify" -> verify(arguments);
            case "trust add" ->
                    change(
                            new TrustCommand.Add(
                                    arguments.requiredText("name"),
                                    Path.of(arguments.requiredText("file"))));
            case "trust remove" -> change(new TrustCommand.Remove(arguments.requiredText("name")));
            case "trust policy" -> change(new TrustCommand.Choose(policy(arguments)));
            default -> Outcome.done(answer(rooms.trust().store().latest()));
        };
    }

    private Outcome<ObjectNode> sign(Arguments arguments) {
        var pen =
                new Signatures.Pen(
                        Path.of(arguments.requiredText("key")),
                        arguments.path("certificates"),
                        arguments.path("out"));
        if (arguments.path("path").isPresent()) {
            return rooms.signatures()
                    .sign(arguments.path("path").get(), pen)
                    .map(SigningRequests::answer);
        }
        return rooms.models()
                .resolve(arguments.requiredText("revision"))
                .then(revision -> sign(revision, pen));
    }

    private Outcome<ObjectNode> sign(Revision revision, Signatures.Pen pen) {
        Path folder = rooms.models().modelFile(revision.id()).getParent();
        return rooms.signatures()
                .signRevision(revision.id().digest(), folder, pen)
                .map(signed -> answer(signed).put("revision", revision.id().toString()));
    }

    private static ObjectNode answer(Signatures.Signed signed) {
        return Json.object()
                .put("signature", signed.file().toString())
                .put("method", signed.method().name())
                .put("curve", signed.curve().label())
                .put("fingerprint", signed.fingerprint().hex());
    }

    private Outcome<ObjectNode> newKey(Arguments arguments) {
        String label = arguments.text("curve").orElse(Curve.P384.label());
        for (Curve curve : Curve.values()) {
            if (curve.label().equalsIgnoreCase(label)) {
                return rooms.signatures()
                        .newKey(Path.of(arguments.requiredText("file")), curve)
                        .map(SigningRequests::answer);
            }
        }
        throw arguments.bad(
                "There is no curve '%s'; there are P-256, P-384 and P-521.".formatted(label));
    }

    private static ObjectNode answer(Signatures.NewKey made) {
        return Json.object()
                .put("privateKey", made.privateFile().toString())
                .put("publicKey", made.publicFile().toString())
                .put("curve", made.curve().label())
                .put("fingerprint", made.fingerprint().hex());
    }

    private Outcome<ObjectNode> verify(Arguments arguments) {
        Path content = Path.of(arguments.requiredText("path"));
        Path beside = Files.isDirectory(content) ? content : content.toAbsolutePath().getParent();
        Path signature =
                arguments.path("signature").orElse(beside.resolve(Provenance.SIGNATURE_FILE));
        Clock clock = Clock.systemUTC();
        Outcome<TrustStore> trust =
                arguments
                        .path("key")
                        .map(key -> TrustStore.only(key, clock))
                        .orElseGet(() -> Outcome.done(rooms.trust().store().latest()));
        return trust.then(store -> new Provenance(clock).verify(content, signature, store))
                .map(SigningRequests::answer);
    }

    private static ObjectNode answer(ProvenanceFinding.SignedBy found) {
        ObjectNode answer =
                Json.object()
                        .put("signedBy", found.name())
                        .put("method", found.method().name())
                        .put("curve", found.curve().label())
                        .put("fingerprint", found.fingerprint().hex());
        ArrayNode files = answer.putArray("files");
        found.files().forEach(files::add);
        ArrayNode ignored = answer.putArray("ignored");
        found.ignored().forEach(ignored::add);
        return answer;
    }

    private static ProvenancePolicy policy(Arguments arguments) {
        String text = arguments.requiredText("policy");
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "off" -> ProvenancePolicy.OFF;
            case "optional" -> ProvenancePolicy.OPTIONAL;
            case "required" -> ProvenancePolicy.REQUIRED;
            default ->
                    throw arguments.bad(
                            "There is no policy '%s'; there are off, optional and required."
                                    .formatted(text));
        };
    }

    private Outcome<ObjectNode> change(TrustCommand command) {
        return rooms.trust().execute(command).map(SigningRequests::answer);
    }

    private static ObjectNode answer(TrustStore store) {
        ObjectNode answer = Json.object().put("policy", store.policy().name());
        ArrayNode identities = answer.putArray("identities");
        for (TrustedIdentity trusted : store.identities()) {
            Identity identity = trusted.identity();
            ObjectNode one =
                    identities
                            .addObject()
                            .put("name", trusted.name())
                            .put("kind", identity.kind().name())
                            .put("algorithm", identity.algorithm())
                            .put("fingerprint", identity.fingerprint().hex())
                            .put("addedBy", trusted.by())
                            .put("since", trusted.since().toString());
            identity.expires().ifPresent(end -> one.put("expires", end.toString()));
        }
        return answer;
    }
}
