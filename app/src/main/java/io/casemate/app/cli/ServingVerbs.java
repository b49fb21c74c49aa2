package io.casemate.app.cli;

import static io.casemate.app.cli.Words.micros;
import static io.casemate.app.cli.Words.percent;

import io.casemate.app.control.Request;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The verbs about serving: deploy, undeploy, status, bench.
final class ServingVerbs {

    private ServingVerbs() {}

    private static String settings(JsonNode deployment) {
        return deployment.has("profile")
                ? "%s (profile %s)"
                        .formatted(
                                deployment.path("settings").asString(),
                                deployment.path("profile").asString())
                : "standard";
    }

    @Command(
            name = "deploy",
            mixinStandardHelpOptions = true,
            description = "Serve a revision under a name; returns when it serves.")
    static final class Deploy extends RevisionVerb {
        @Option(names = "--name", required = true, description = "Name it is served under.")
        String name = "";

        @Option(
                names = "--replicas",
                description = "Number of sessions. Standard: what the profile advises, else 1.")
        @Nullable Integer replicas;

        @Option(
                names = "--profile",
                paramLabel = "none|FILE",
                description = "Tuning profile. Standard: the recorded one, where there is one.")
        @Nullable String profile;

        Deploy(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            ObjectNode arguments = named().put("name", name);
            if (replicas != null) {
                arguments.put("replicas", replicas);
            }
            if ("none".equals(profile)) {
                put(arguments, "profile", profile);
            } else if (profile != null) {
                put(arguments, "profileFile", Path.of(profile));
            }
            return new Request("deploy", arguments);
        }

        @Override
        String text(ObjectNode answer) {
            JsonNode admission = answer.path("admission");
            return "%s: %s%n  endpoint %s%n  settings %s%s"
                    .formatted(
                            answer.path("deployment").asString(),
                            answer.path("state").asString(),
                            answer.path("infer").asString(),
                            settings(answer),
                            admission.isObject()
                                    ? "%n  gate     %s, on %s"
                                            .formatted(
                                                    AdmissionVerbs.line(admission),
                                                    admission.path("hostClassWords").asString())
                                    : "");
        }
    }

    @Command(
            name = "undeploy",
            mixinStandardHelpOptions = true,
            description = "Stop serving a name, after what was accepted is answered.")
    static final class Undeploy extends Verb {
        @Parameters(paramLabel = "NAME", description = "Name of the deployment.")
        String name = "";

        Undeploy(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            return new Request("undeploy", arguments().put("name", name));
        }

        @Override
        String text(ObjectNode answer) {
            return answer.path("deployment").asString() + " no longer serves.";
        }
    }

    @Command(
            name = "bench",
            mixinStandardHelpOptions = true,
            description = "Put closed-loop load on an endpoint and report what clients saw.")
    static final class Bench extends Verb {
        @Parameters(
                paramLabel = "NAME|URL",
                description = "A deployment, or http://HOST:PORT/v2/models/NAME.")
        String target = "";

        @Option(names = "--seconds", description = "How long to measure. Standard: 10.")
        int seconds = 10;

        @Option(names = "--clients", description = "Connections at the same time. Standard: 4.")
        int clients = 4;

        Bench(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            return new Request(
                    "bench",
                    arguments()
                            .put("target", target)
                            .put("seconds", seconds)
                            .put("clients", clients));
        }

        @Override
        String text(ObjectNode answer) {
            return "%s requests, %s errors, %.0f requests/s%n  p50 %s   p95 %s   p99 %s%n  sent %s"
                    .formatted(
                            answer.path("requests").asString(),
                            answer.path("errors").asString(),
                            answer.path("requestsPerSecond").asDouble(),
                            micros(answer.path("p50Micros")),
                            micros(answer.path("p95Micros")),
                            micros(answer.path("p99Micros")),
                            answer.path("inputs").asString());
        }
    }

    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description = "Hosts, deployments, endpoints, and what needs attention.")
    static final class Status extends Verb {

        Status(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            return new Request("status", arguments());
        }

        @Override
        String text(ObjectNode answer) {
            var text = new StringBuilder();
            if (!answer.path("serving").asBoolean()) {
                text.append("No console runs on this data folder; nothing serves.\n");
            }
            attention(text, answer.path("attention"));
            text.append("\nHosts\n");
            answer.path("hosts").forEach(host -> host(text, host));
            text.append("\nDeployments\n");
            answer.path("deployments").forEach(deployment -> deployment(text, deployment));
            if (answer.path("deployments").isEmpty()) {
                text.append("  none\n");
            }
            text.append(
                    "\n%s revisions, %s ledger entries"
                            .formatted(
                                    answer.path("revisions").size(),
                                    answer.path("ledger").path("entries").asString()));
            return text.toString();
        }

        private static void attention(StringBuilder text, JsonNode items) {
            if (items.isEmpty()) {
                text.append("Nothing needs attention.\n");
            }
            for (JsonNode item : items) {
                text.append(
                        "%s  %s%n  Why:  %s%n  Next: %s%n"
                                .formatted(
                                        item.path("severity").asString(),
                                        item.path("what").asString(),
                                        item.path("why").asString(),
                                        item.path("remedy").asString()));
            }
        }

        private static void host(StringBuilder text, JsonNode host) {
            text.append(
                    "  %-16s %-9s %s, %s cores, %s%n"
                            .formatted(
                                    host.path("host").asString(),
                                    host.path("health").asString(),
                                    host.path("cpu").asString(),
                                    host.path("logicalCores").asString(),
                                    Words.bytes(host.path("memoryBytes"))));
        }

        private static void deployment(StringBuilder text, JsonNode deployment) {
            text.append(
                    "  %-16s %-9s %s%n"
                            .formatted(
                                    deployment.path("deployment").asString(),
                                    deployment.path("state").asString(),
                                    deployment.path("infer").asString("")));
            text.append("    settings %s%n".formatted(settings(deployment)));
            if (deployment.path("requests").asLong() > 0) {
                text.append(
                        String.format(
                                Locale.ROOT,
                                "    %.1f requests/s, p50 %s, p99 %s, errors %s%n",
                                deployment.path("requestsPerSecond").asDouble(),
                                micros(deployment.path("p50Micros")),
                                micros(deployment.path("p99Micros")),
                                percent(deployment.path("errorShare"))));
            }
        }
    }
}
