package io.casemate.app.cli;

import io.casemate.app.control.Request;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The verbs about trust: list, add, remove, policy.
final class TrustVerbs {

    private TrustVerbs() {}

    static CommandLine group(Engines engines, Terminal terminal) {
        return VerbGroup.of(
                "trust",
                "Whose signatures count here.",
                List.of(
                        new ListIdentities(engines, terminal),
                        new Add(engines, terminal),
                        new Remove(engines, terminal),
                        new Policy(engines, terminal)));
    }

    /// All answer with the trust store as it is afterwards.
    private abstract static class OnTrustStore extends Verb {

        OnTrustStore(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        String text(ObjectNode answer) {
            StringBuilder text = new StringBuilder("policy ");
            text.append(answer.path("policy").asString().toLowerCase(Locale.ROOT));
            if (answer.path("identities").isEmpty()) {
                text.append("%nnobody is trusted yet".formatted());
            }
            for (JsonNode one : answer.path("identities")) {
                text.append(
                        "%n%s%n  %s %s, %s%n  added by %s, %s%s"
                                .formatted(
                                        one.path("name").asString(),
                                        one.path("algorithm").asString(),
                                        one.path("kind").asString().toLowerCase(Locale.ROOT),
                                        one.path("fingerprint").asString(),
                                        one.path("addedBy").asString(),
                                        Times.toSecond(one.path("since")),
                                        one.has("expires")
                                                ? ", expires " + one.path("expires").asString()
                                                : ""));
            }
            return text.toString();
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Trusted keys and certificates, and the policy.")
    static final class ListIdentities extends OnTrustStore {

        ListIdentities(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            return new Request("trust list", arguments());
        }
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Trust a public key or certificate.")
    static final class Add extends OnTrustStore {
        @Parameters(paramLabel = "FILE", description = "PEM file with one of them.")
        Path file = Path.of("");

        @Option(names = "--name", required = true, description = "What people will call it.")
        String name = "";

        Add(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            return new Request(
                    "trust add", arguments().put("file", absolute(file)).put("name", name));
        }
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Trust a key or certificate no longer.")
    static final class Remove extends OnTrustStore {
        @Parameters(paramLabel = "NAME", description = "Its name in the trust store.")
        String name = "";

        Remove(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            return new Request("trust remove", arguments().put("name", name));
        }
    }

    @Command(
            name = "policy",
            mixinStandardHelpOptions = true,
            description = "Decide what a missing signature means.")
    static final class Policy extends OnTrustStore {
        @Parameters(paramLabel = "off|optional|required", description = "The policy.")
        String policy = "";

        Policy(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            return new Request("trust policy", arguments().put("policy", policy));
        }
    }
}
