package io.casemate.engine.signing;

import io.casemate.engine.json.Json;
import io.casemate.engine.signing.Manifest.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes OpenSSF Model Signing v1.0 bundles: whole files, SHA-256.
final class OmsSigner {
    private final SigningKey key;

    OmsSigner(SigningKey key) {
        this.key = key;
    }

    /// {@return the signature file's content}
    ///
    /// @param content a model's folder, or its only file
    /// @param ignored paths in the folder that are not covered, such as the signature file's own
    byte[] sign(Path content, Set<String> ignored, String what) throws Refusal, IOException {
        Set<String> ignorable = new TreeSet<>(ignored);
        ignorable.addAll(ModelFiles.ALWAYS_IGNORED);
        ModelFiles found = ModelFiles.of(content, ignorable);
        if (!found.odd().isEmpty() || found.files().isEmpty()) {
            throw SigningProblem.CONTENT.refusal(
                    what,
                    found.odd().isEmpty()
                            ? "There is no file to sign."
                            : "'%s' is neither file nor folder.".formatted(found.odd().getFirst()),
                    "Name a folder that holds a model as plain files.");
        }
        byte[] payload =
                Json.mapper().writeValueAsBytes(statement(content, manifest(found, ignorable)));
        return Json.mapper()
                .writeValueAsBytes(bundle(payload, key.sign(Bundle.signedBytes(payload))));
    }

    private static Manifest manifest(ModelFiles found, Set<String> ignorable) throws IOException {
        List<Part> parts = new ArrayList<>();
        List<String> names = new ArrayList<>(found.files().keySet());
        names.sort(ManifestReader.CODE_POINTS);
        for (String name : names) {
            Path file = found.files().get(name);
            Part whole =
                    new Part(
                            name, 0, Manifest.END, io.casemate.engine.units.Digest.of(new byte[0]));
            parts.add(new Part(name, 0, Manifest.END, ModelFiles.digest(file, whole)));
        }
        return new Manifest(parts, List.copyOf(ignorable));
    }

    private static ObjectNode statement(Path content, Manifest manifest) {
        ObjectNode statement = Json.object().put("_type", Manifest.STATEMENT_TYPE);
        statement
                .putArray("subject")
                .addObject()
                .put("name", String.valueOf(content.getFileName()))
                .putObject("digest")
                .put("sha256", manifest.root().hex());
        statement.put("predicateType", Manifest.PREDICATE_TYPE);
        ObjectNode predicate = statement.putObject("predicate");
        ArrayNode resources = predicate.putArray("resources");
        for (Part part : manifest.parts()) {
            resources
                    .addObject()
                    .put("name", part.name())
                    .put("algorithm", "sha256")
                    .put("digest", part.digest().hex());
        }
        ObjectNode serialization =
                predicate
                        .putObject("serialization")
                        .put("method", "files")
                        .put("hash_type", "sha256")
                        .put("allow_symlinks", false);
        ArrayNode ignored = serialization.putArray("ignore_paths");
        manifest.ignored().forEach(ignored::add);
        return statement;
    }

    private ObjectNode bundle(byte[] payload, byte[] signature) {
        ObjectNode bundle = Json.object().put("mediaType", Bundle.MEDIA_TYPE);
        ObjectNode material = bundle.putObject("verificationMaterial");
        if (key.chain().isEmpty()) {
            material.putObject("publicKey").put("hint", key.fingerprint().hex());
        } else {
            ArrayNode chain = material.putObject("x509CertificateChain").putArray("certificates");
            key.chain().forEach(one -> chain.addObject().put("rawBytes", base64(encoded(one))));
        }
        material.putArray("tlogEntries");
        ObjectNode envelope =
                bundle.putObject("dsseEnvelope")
                        .put("payload", base64(payload))
                        .put("payloadType", Bundle.PAYLOAD_TYPE);
        envelope.putArray("signatures").addObject().put("sig", base64(signature)).put("keyid", "");
        return bundle;
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("the certificate was read from its encoding", e);
        }
    }

    private static String base64(byte[] content) {
        return Base64.getEncoder().encodeToString(content);
    }
}
