package io.casemate.app.cli;

import static io.casemate.app.cli.Words.bytes;
import static io.casemate.app.cli.Words.micros;
import static io.casemate.app.cli.Words.percent;

import java.util.Locale;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/// What a quantization cost, for people.
final class CardText {

    private CardText() {}

    static String of(JsonNode answer) {
        var lines = new StringJoiner(System.lineSeparator());
        lines.add("revision %s".formatted(answer.path("revision").asString()));
        lines.add("  recipe     " + answer.path("recipe").asString());
        lines.add(
                "  size       %s, parent %s"
                        .formatted(bytes(answer.path("bytes")), bytes(answer.path("parentBytes"))));
        if (answer.has("calibration")) {
            lines.add("  warning    " + answer.path("calibration").asString());
        }
        accuracy(lines, answer.path("accuracy"));
        latency(lines, answer);
        if (answer.has("remark")) {
            lines.add("  remark     " + answer.path("remark").asString());
        }
        JsonNode gate = answer.path("gate");
        for (JsonNode check : gate.path("checks")) {
            if (!check.path("isKept").asBoolean()) {
                lines.add(
                        "  warning    %s: %s"
                                .formatted(
                                        check.path("measured").asString(),
                                        "the limit is " + check.path("limit").asString()));
            }
        }
        return lines.toString();
    }

    private static void accuracy(StringJoiner lines, JsonNode accuracy) {
        lines.add(
                String.format(
                        Locale.ROOT,
                        "  error      worst output: SNR %.1f dB, cosine %.6f, on %s",
                        accuracy.path("snrDb").asDouble(),
                        accuracy.path("cosine").asDouble(),
                        accuracy.path("basis").asString()));
        if (accuracy.has("top1")) {
            lines.add(
                    "  accuracy   %s, parent %s"
                            .formatted(
                                    percent(accuracy.path("top1")),
                                    percent(accuracy.path("parentTop1"))));
        }
        metric(lines, accuracy.path("metric"));
        JsonNode flips = accuracy.path("flips");
        if (flips.isObject()) {
            lines.add(
                    "  decisions  %s of %s changed (95 %%: %s to %s)"
                            .formatted(
                                    flips.path("flips").asString(),
                                    flips.path("decisions").asString(),
                                    percent(flips.path("low")),
                                    percent(flips.path("high"))));
        }
    }

    private static void metric(StringJoiner lines, JsonNode metric) {
        if (metric.isObject()) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "  metric     %s %.4g (%.4g to %.4g), parent %.4g; loss %s (95 %%: %s to %s)",
                            metric.path("metric").asString(),
                            metric.path("variant").path("value").asDouble(),
                            metric.path("variant").path("low").asDouble(),
                            metric.path("variant").path("high").asDouble(),
                            metric.path("parent").path("value").asDouble(),
                            percent(metric.path("loss").path("value")),
                            percent(metric.path("loss").path("low")),
                            percent(metric.path("loss").path("high"))));
        }
        for (JsonNode one : metric.path("classes")) {
            if (!one.path("parentRight").equals(one.path("variantRight"))) {
                lines.add(
                        "             class %s: %s of %s right, parent %s"
                                .formatted(
                                        one.path("label").asString(),
                                        one.path("variantRight").asString(),
                                        one.path("samples").asString(),
                                        one.path("parentRight").asString()));
            }
        }
    }

    private static void latency(StringJoiner lines, JsonNode answer) {
        JsonNode latency = answer.path("latency");
        lines.add(
                "  latency    %s, parent %s: %s"
                        .formatted(
                                micros(latency.path("p50Micros")),
                                micros(latency.path("parentP50Micros")),
                                Words.speed(answer.path("speed").asString())));
        JsonNode pairs = latency.path("paired");
        if (pairs.isObject()) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "  CPU time   %s, parent %s: ×%.2f (95 %%: %.2f to %.2f)%s",
                            micros(pairs.path("cpuMicros")),
                            micros(pairs.path("parentCpuMicros")),
                            pairs.path("speedup").asDouble(),
                            pairs.path("low").asDouble(),
                            pairs.path("high").asDouble(),
                            pairs.path("isStable").asBoolean() ? "" : ", not stable"));
        }
    }
}
