package io.casemate.app.cli;

import java.util.Locale;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/// Tuning profiles and placement proofs, for people.
final class ProfileText {
    private static final int MOST_NODES = 30;
    private static final String LINE = System.lineSeparator();

    private ProfileText() {}

    static String of(JsonNode answer) {
        JsonNode profile = answer.path("content");
        JsonNode search = profile.path("search");
        var lines = new StringJoiner(LINE);
        lines.add(
                "profile %s for %s on %s"
                        .formatted(
                                answer.path("profile").asString(),
                                profile.path("goal").asString().toLowerCase(Locale.ROOT),
                                answer.path("hostWords").asString()));
        lines.add("  measured on " + profile.path("inputs").asString());
        lines.add("  standard against itself: " + ratios(search.path("noise")));
        for (int i = 0; i < search.path("trials").size(); i++) {
            lines.add(
                    "  %-36s %s"
                            .formatted(
                                    answer.path("tried").path(i).asString(),
                                    outcome(search.path("trials").path(i))));
        }
        lines.add(
                "  %d of %s settings tried%s"
                        .formatted(
                                search.path("trials").size(),
                                search.path("space").asString(),
                                search.path("isComplete").asBoolean()
                                        ? ""
                                        : "; the budget ended the search"));
        lines.add("Use: " + answer.path("settings").asString());
        lines.add(
                profile.path("gain").isObject()
                        ? "  measured once more: " + ratios(profile.path("gain"))
                        : "  nothing was better beyond doubt");
        profile.path("providers").forEach(share -> lines.add(share(share)));
        return lines.toString();
    }

    static String ofPlacement(JsonNode answer) {
        var lines = new StringJoiner(LINE);
        lines.add(
                "%s, %s runs on %s"
                        .formatted(
                                answer.path("words").asString(),
                                answer.path("runs").asString(),
                                answer.path("inputs").asString()));
        answer.path("shares").forEach(share -> lines.add(share(share)));
        double all = Math.max(1, answer.path("micros").asDouble());
        int shown = 0;
        for (JsonNode node : answer.path("nodes")) {
            if (shown++ == MOST_NODES) {
                break;
            }
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "  %-40s %-22s %-22s %8d µs %5.1f %%",
                            node.path("node").asString(),
                            node.path("operator").asString(),
                            node.path("provider").asString(),
                            node.path("micros").asLong(),
                            100 * node.path("micros").asDouble() / all));
        }
        int more = answer.path("nodes").size() - MOST_NODES;
        if (more > 0) {
            lines.add("  and %d more nodes (--json has all)".formatted(more));
        }
        return lines.toString();
    }

    private static String share(JsonNode share) {
        return String.format(
                Locale.ROOT,
                "  %s: %d nodes, %d µs, %.1f %%",
                share.path("provider").asString(),
                share.path("nodes").asInt(),
                share.path("micros").asLong(),
                100 * share.path("share").asDouble());
    }

    private static String outcome(JsonNode trial) {
        return switch (trial.path("outcome").asString()) {
            case "measured" -> ratios(trial.path("comparison"));
            case "differs" -> "not used, it changes " + trial.path("difference").asString();
            default ->
                    "failed, %s: %s"
                            .formatted(trial.path("code").asString(), trial.path("why").asString());
        };
    }

    private static String ratios(JsonNode comparison) {
        return "p99 %s  throughput %s  cpu %s"
                .formatted(
                        ratio(comparison.path("p99")),
                        ratio(comparison.path("throughput")),
                        ratio(comparison.path("cpu")));
    }

    private static String ratio(JsonNode ratio) {
        return String.format(
                Locale.ROOT,
                "×%.2f (%.2f to %.2f)",
                ratio.path("value").asDouble(),
                ratio.path("low").asDouble(),
                ratio.path("high").asDouble());
    }
}
