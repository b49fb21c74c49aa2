package io.casemate.app.cli;

import io.casemate.app.control.Request;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The verbs about the registry: models and their cards, decisions, registry policy.
final class RegistryVerbs {
    private static final int DIGITS_END = 19;

    private RegistryVerbs() {}

    static String digits(JsonNode id) {
        String text = id.asString();
        return text.length() > DIGITS_END ? text.substring(7, DIGITS_END) : text;
    }

    private static String line(JsonNode revision) {
        StringBuilder serving = new StringBuilder();
        revision.path("servesAs").forEach(name -> serving.append(' ').append(name.asString()));
        return "%s  %-9s %10s  %s%s"
                .formatted(
                        digits(revision.path("revision")),
                        revision.path("stage").asString(),
                        Words.bytes(revision.path("bytes")),
                        revision.has("parent")
                                ? "%s of %s"
                                        .formatted(
                                                revision.path("recipe").asString(),
                                                digits(revision.path("parent")))
                                : revision.path("source").asString(),
                        serving.isEmpty() ? "" : ", serves as" + serving);
    }

    private static String card(JsonNode card) {
        var text = new StringBuilder();
        for (String name : new String[] {"owner", "purpose", "risk", "licence", "supplier"}) {
            JsonNode value = card.path(name);
            text.append("  %-9s %s%n".formatted(name, value.isString() ? value.asString() : "-"));
        }
        return text.toString();
    }

    @Command(
            name = "models",
            mixinStandardHelpOptions = true,
            description = "List models, their revisions and variants.")
    static final class ListModels extends Verb {
        ListModels(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            return new Request("models", arguments());
        }

        @Override
        String text(ObjectNode answer) {
            var text = new StringBuilder();
            for (JsonNode model : answer.path("models")) {
                JsonNode owner = model.path("card").path("owner");
                text.append(model.path("model").asString())
                        .append(owner.isString() ? "  owner " + owner.asString() : "")
                        .append('\n');
                JsonNode revisions = model.path("revisions");
                for (JsonNode base : revisions) {
                    if (base.has("parent")) {
                        continue;
                    }
                    text.append("  ").append(line(base)).append('\n');
                    appendVariants(text, revisions, base.path("revision").asString());
                }
                appendForeign(text, revisions);
            }
            return text.isEmpty() ? "No models." : text.toString().stripTrailing();
        }

        private static void appendVariants(StringBuilder text, JsonNode revisions, String parent) {
            for (JsonNode variant : revisions) {
                if (variant.path("parent").asString("").equals(parent)) {
                    text.append("    ").append(line(variant)).append('\n');
                }
            }
        }

        /// Variants whose parent belongs to another model.
        private static void appendForeign(StringBuilder text, JsonNode revisions) {
            for (JsonNode variant : revisions) {
                String parent = variant.path("parent").asString("");
                boolean isHere = parent.isEmpty();
                for (JsonNode other : revisions) {
                    isHere |=
                            other.path("revision").asString().equals(parent)
                                    && !other.has("parent");
                }
                if (!isHere) {
                    text.append("    ").append(line(variant)).append('\n');
                }
            }
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Show a revision, its model's card and its stages.")
    static final class Show extends RevisionVerb {
        Show(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            return new Request("models show", named());
        }

        @Override
        String text(ObjectNode answer) {
            var text = new StringBuilder(answer.path("model").asString() + "\n");
            text.append("  ").append(line(answer)).append('\n').append(card(answer.path("card")));
            for (JsonNode cell : answer.path("admissions")) {
                text.append(
                        "  gate      %s, on %s%n"
                                .formatted(
                                        AdmissionVerbs.line(cell),
                                        cell.path("hostClassWords").asString()));
            }
            for (JsonNode step : answer.path("stages")) {
                JsonNode change = step.path("change");
                text.append(
                        "  %s  %s -> %s by %s: %s%n"
                                .formatted(
                                        Times.toSecond(step.path("time")),
                                        change.path("from").asString(),
                                        change.path("to").asString(),
                                        step.path("actor").asString(),
                                        change.path("reason").asString()));
            }
            return text.toString().stripTrailing();
        }
    }

    /// A decision about a revision, with its reason.
    private abstract static class Decision extends RevisionVerb {
        @Option(names = "--reason", required = true, description = "Why, in words.")
        String reason = "";

        Decision(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        String text(ObjectNode answer) {
            return "%s  %s".formatted(answer.path("model").asString(), line(answer));
        }
    }

    @Command(
            name = "approve",
            mixinStandardHelpOptions = true,
            description = "Take responsibility for serving a verified revision.")
    static final class Approve extends Decision {
        Approve(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            return new Request("models approve", named().put("reason", reason));
        }
    }

    @Command(
            name = "retire",
            mixinStandardHelpOptions = true,
            description = "Take a revision off offer for good.")
    static final class Retire extends Decision {
        Retire(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            return new Request("models retire", named().put("reason", reason));
        }
    }

    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description = "Change the card of a model; what is not given stays.")
    static final class SetCard extends Verb {
        @Parameters(paramLabel = "MODEL", description = "A model's name.")
        String model = "";

        @Option(names = "--owner", description = "Who answers for it.")
        @Nullable String owner;

        @Option(names = "--purpose", description = "What it is for.")
        @Nullable String purpose;

        @Option(names = "--risk", description = "minimal, limited or high.")
        @Nullable String risk;

        @Option(names = "--licence", description = "SPDX identifier, or LicenseRef-NAME.")
        @Nullable String licence;

        @Option(names = "--supplier", description = "Who made it.")
        @Nullable String supplier;

        SetCard(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            ObjectNode arguments = arguments().put("model", model);
            put(arguments, "owner", owner);
            put(arguments, "purpose", purpose);
            put(arguments, "risk", risk);
            put(arguments, "licence", licence);
            put(arguments, "supplier", supplier);
            return new Request("models set", arguments);
        }

        @Override
        String text(ObjectNode answer) {
            return (answer.path("model").asString() + "\n" + card(answer)).stripTrailing();
        }
    }

    @Command(
            name = "policy",
            mixinStandardHelpOptions = true,
            description = "Decide whether only approved revisions may be deployed.")
    static final class Policy extends Verb {
        @Option(names = "--require-approval", required = true, description = "on or off.")
        String requireApproval = "";

        Policy(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            return new Request(
                    "registry policy", arguments().put("requireApproval", requireApproval));
        }

        @Override
        String text(ObjectNode answer) {
            return answer.path("requireApproval").asBoolean()
                    ? "Only approved revisions may be deployed."
                    : "Verified revisions may be deployed.";
        }
    }
}
