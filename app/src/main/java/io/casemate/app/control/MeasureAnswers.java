package io.casemate.app.control;

import io.casemate.engine.json.Json;
import io.casemate.engine.models.Accuracy;
import io.casemate.engine.models.Differences;
import io.casemate.engine.models.GateVerdict;
import io.casemate.engine.models.LatencyComparison;
import io.casemate.engine.models.QuantizationCard;
import tools.jackson.databind.node.ObjectNode;

/// Answers what was measured of a variant; fields are added, never renamed or removed.
final class MeasureAnswers {

    private MeasureAnswers() {}

    /// Adds the card to the answer about its revision.
    static void add(ObjectNode answer, QuantizationCard card) {
        answer.put("parentBytes", card.parentBytes().count());
        answer.put("quantizedNodes", card.quantizedNodes());
        answer.set("accuracy", of(card.accuracy()));
        answer.set("latency", of(card.latency()));
        answer.put("speed", card.speed().name());
        card.recipeDigest().ifPresent(digest -> answer.put("recipeDigest", digest.toString()));
        card.calibration().ifPresent(warning -> answer.put("calibration", warning));
        card.remark().ifPresent(remark -> answer.put("remark", remark));
        card.gate().ifPresent(verdict -> answer.set("gate", of(verdict)));
    }

    static ObjectNode of(Accuracy accuracy) {
        ObjectNode answer =
                Json.object()
                        .put("snrDb", accuracy.snrDb())
                        .put("cosine", accuracy.cosine())
                        .put("maxAbs", accuracy.maxAbs())
                        .put("basis", accuracy.basis())
                        .put("samples", accuracy.samples());
        accuracy.parentTop1().ifPresent(share -> answer.put("parentTop1", share));
        accuracy.variantTop1().ifPresent(share -> answer.put("top1", share));
        accuracy.differences().ifPresent(differences -> add(answer, differences));
        return answer;
    }

    private static void add(ObjectNode answer, Differences differences) {
        answer.set("outputs", Json.mapper().valueToTree(differences.outputs()));
        answer.set("leftOut", Json.mapper().valueToTree(differences.leftOut()));
        differences
                .flips()
                .ifPresent(
                        flips -> answer.set("flips", Json.treeOf(flips).put("rate", flips.rate())));
        differences.metric().ifPresent(metric -> answer.set("metric", Json.treeOf(metric)));
        if (!differences.scores().isEmpty()) {
            answer.set("scores", Json.mapper().valueToTree(differences.scores()));
        }
    }

    static ObjectNode of(LatencyComparison latency) {
        ObjectNode answer =
                Json.object()
                        .put("p50Micros", latency.p50Micros())
                        .put("parentP50Micros", latency.parentP50Micros())
                        .put("runs", latency.runs())
                        .put("batch", latency.batch())
                        .put("speedup", latency.speedup());
        latency.paired().ifPresent(pairs -> answer.set("paired", Json.treeOf(pairs)));
        return answer;
    }

    static ObjectNode of(GateVerdict verdict) {
        ObjectNode answer =
                Json.object().put("name", verdict.gate()).put("passed", verdict.isPassed());
        answer.set("checks", Json.mapper().valueToTree(verdict.checks()));
        return answer;
    }
}
