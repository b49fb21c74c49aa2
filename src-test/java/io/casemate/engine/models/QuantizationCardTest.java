package io.casemate.engine.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.casemate.engine.json.Json;
import io.casemate.engine.models.Differences.FlipRate;
import io.casemate.engine.models.Differences.LabelScore;
import io.casemate.engine.models.Differences.OutputError;
import io.casemate.engine.models.GateVerdict.Check;
import io.casemate.engine.models.LatencyComparison.PairedTimes;
import io.casemate.engine.models.QuantizationCard.Speed;
import io.casemate.engine.units.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class QuantizationCardTest {
    /// As the ledger has it from before outputs were compared one by one.
    private static final String EARLIER =
            """
            {"kind":"quantized","parent":"sha256:%s","card":{"recipe":"dynamic-int8",
            "quantizedNodes":3,"bytes":2000,"parentBytes":5000,"accuracy":{"snrDb":41.5,
            "cosine":0.9999,"maxAbs":0.1,"basis":"golden set (500 samples)","samples":500,
            "parentTop1":0.99,"variantTop1":null},"latency":{"p50Micros":120.0,
            "parentP50Micros":210.0,"runs":100,"batch":1}}}
            """
                    .formatted("0".repeat(64));

    private static QuantizationCard card(LatencyComparison latency) {
        var accuracy =
                new Accuracy(
                        41.5,
                        0.9999,
                        0.1,
                        "golden set (500 samples)",
                        500,
                        OptionalDouble.of(0.99),
                        OptionalDouble.empty());
        return new QuantizationCard(
                "dynamic-int8", 3, new Bytes(2000), new Bytes(5000), accuracy, latency);
    }

    private static LatencyComparison paired(double speedup, double low, double high) {
        return new LatencyComparison(
                100,
                100,
                50,
                1,
                Optional.of(new PairedTimes(90, 95, speedup, low, high, 130, 140, 3, true)));
    }

    @Test
    void readsEntriesOfEarlierVersions() {
        Origin origin = Json.read(Json.mapper().readTree(EARLIER), Origin.class);

        assertEquals(
                card(new LatencyComparison(120, 210, 100, 1)), ((Origin.Quantized) origin).card());
    }

    @Test
    void readsWhatItWrote() {
        var differences =
                new Differences(
                        List.of(new OutputError("y", 41.5, 0.9999, 0.1)),
                        List.of("z (no tensor)"),
                        Optional.of(new FlipRate("y", 1, 200, 0.001, 0.03)),
                        List.of(new LabelScore("top-1", 0.99, 0.98)));
        var accuracy =
                new Accuracy(
                        41.5,
                        0.9999,
                        0.1,
                        "golden set (2 samples)",
                        2,
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        Optional.of(differences));
        var card =
                new QuantizationCard(
                        "mine",
                        3,
                        new Bytes(2000),
                        new Bytes(5000),
                        accuracy,
                        paired(1.2, 1.1, 1.3),
                        Optional.of("{}"),
                        Optional.of(
                                new GateVerdict("standard", List.of(new Check("a", "b", true)))));

        assertEquals(card, Json.read(Json.treeOf(card), QuantizationCard.class));
    }

    @Test
    void speaksOfSpeedOnlyWhereTheIntervalLeavesOneOut() {
        assertEquals(Speed.FASTER, card(paired(1.10, 1.02, 1.2)).speed());
        assertEquals(Speed.SAME, card(paired(1.10, 0.99, 1.2)).speed());
        assertEquals(Speed.SAME, card(paired(1.02, 1.01, 1.03)).speed());
        assertEquals(Speed.SAME, card(paired(0.90, 0.80, 1.01)).speed());
        assertEquals(Speed.SLOWER, card(paired(0.90, 0.88, 0.92)).speed());
    }
}
