package io.casemate.app.cli;

import io.casemate.app.control.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// The verbs about signatures: sign, verify.
final class SigningVerbs {

    private SigningVerbs() {}

    @Command(
            name = "sign",
            mixinStandardHelpOptions = true,
            description = "Sign a model (OpenSSF Model Signing 1.0), or make a key to sign with.")
    static final class Sign extends Verb {
        @Parameters(
                arity = "0..1",
                paramLabel = "PATH|REVISION",
                description = "A folder or file, or a revision in the registry.")
        @Nullable String target;

        @Option(names = "--key", paramLabel = "FILE", description = "Private key, PKCS#8 PEM.")
        @Nullable Path key;

        @Option(
                names = "--certificates",
                paramLabel = "FILE",
                description = "The key's certificate, then its issuers, PEM.")
        @Nullable Path certificates;

        @Option(
                names = "--out",
                paramLabel = "FILE",
                description = "Signature file. Standard: model.sig in or beside what is signed.")
        @Nullable Path out;

        @Option(
                names = "--new-key",
                paramLabel = "FILE",
                description = "Make a key instead, and FILE.pub for those who verify.")
        @Nullable Path newKey;

        @Option(
                names = "--curve",
                paramLabel = "CURVE",
                description = "Of a new key: P-256, P-384 or P-521. Standard: P-384.")
        @Nullable String curve;

        @CommandLine.Spec CommandLine.Model.@Nullable CommandSpec spec;

        Sign(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            if (newKey != null && target == null) {
                ObjectNode arguments = arguments().put("file", absolute(newKey));
                put(arguments, "curve", curve);
                return new Request("sign new-key", arguments);
            }
            if (newKey != null || target == null || key == null) {
                throw new ParameterException(
                        java.util.Objects.requireNonNull(spec).commandLine(),
                        "Give either PATH|REVISION and --key FILE, or --new-key FILE.");
            }
            return new Request("sign", signing(target, key));
        }

        private ObjectNode signing(String what, Path with) {
            ObjectNode arguments = arguments().put("key", absolute(with));
            if (isPath(what)) {
                arguments.put("path", absolute(Path.of(what)));
            } else {
                arguments.put("revision", what);
            }
            put(arguments, "certificates", certificates);
            put(arguments, "out", out);
            return arguments;
        }

        /// Names of revisions hold no slash, so `./NAME` always means a path.
        private static boolean isPath(String text) {
            return text.contains("/")
                    || text.contains("\\")
                    || !text.startsWith("sha256:") && Files.exists(Path.of(text));
        }

        @Override
        String text(ObjectNode answer) {
            String fingerprint = answer.path("fingerprint").asString();
            return answer.has("privateKey")
                    ? "private key %s (%s; keep it secret)%npublic key  %s%n  fingerprint %s"
                            .formatted(
                                    answer.path("privateKey").asString(),
                                    answer.path("curve").asString(),
                                    answer.path("publicKey").asString(),
                                    fingerprint)
                    : "signed: %s%n  with %s key %s"
                            .formatted(
                                    answer.path("signature").asString(),
                                    answer.path("curve").asString(),
                                    fingerprint);
        }
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Check a model's signature, and every file against it.")
    static final class Verify extends Verb {
        @Parameters(paramLabel = "PATH", description = "The model's folder or file.")
        Path path = Path.of("");

        @Option(
                names = "--signature",
                paramLabel = "FILE",
                description = "Signature file. Standard: model.sig in or beside PATH.")
        @Nullable Path signature;

        @Option(
                names = "--key",
                paramLabel = "FILE",
                description = "Trust this public key or certificate alone, not the trust store.")
        @Nullable Path key;

        Verify(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            ObjectNode arguments = arguments().put("path", absolute(path));
            put(arguments, "signature", signature);
            put(arguments, "key", key);
            return new Request("verify", arguments);
        }

        @Override
        String text(ObjectNode answer) {
            String ignored =
                    answer.path("ignored").isEmpty()
                            ? ""
                            : "%n  not covered, as the signer said: %s"
                                    .formatted(answer.path("ignored"));
            return "signed by %s; files that are as they were signed: %d%n  %s, %s key %s%s"
                    .formatted(
                            answer.path("signedBy").asString(),
                            answer.path("files").size(),
                            answer.path("method").asString(),
                            answer.path("curve").asString(),
                            answer.path("fingerprint").asString(),
                            ignored);
        }
    }
}
