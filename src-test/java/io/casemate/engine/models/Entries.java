package io.casemate.engine.models;

import io.casemate.engine.ledger.Draft;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.ledger.LedgerConfig;
import io.casemate.engine.ledger.Ledgers;
import io.casemate.engine.tensors.Datatype;
import io.casemate.engine.tensors.Port;
import io.casemate.engine.units.Bytes;
import io.casemate.engine.units.Digest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// Entries about a model and its variant, for tests of what reads them.
public final class Entries {
    public static final RevisionId BASE = id("base");
    public static final RevisionId VARIANT = id("variant");
    public static final ModelName MODEL = new ModelName("magika");

    private Entries() {}

    public static Ledger open(Path data, Clock clock) {
        return Ledgers.open(
                new LedgerConfig(
                        data.resolve("ledger"),
                        data.resolve("casemate.mv.db"),
                        data.resolve("keys"),
                        clock,
                        () -> "ada"));
    }

    public static RevisionId id(String content) {
        return new RevisionId(Digest.of(content.getBytes()));
    }

    public static void admitBase(Ledger ledger) {
        admit(ledger, BASE, new Origin.Imported("magika.onnx"));
    }

    public static void admitVariant(Ledger ledger) {
        var card =
                new QuantizationCard(
                        "dynamic-int8",
                        3,
                        new Bytes(2000),
                        new Bytes(5000),
                        new Accuracy(
                                41.5,
                                0.9999,
                                0.1,
                                "golden set (500 samples)",
                                500,
                                OptionalDouble.of(0.99),
                                OptionalDouble.of(0.98)),
                        new LatencyComparison(120, 210, 100, 1));
        admit(ledger, VARIANT, new Origin.Quantized(BASE, card));
    }

    private static void admit(Ledger ledger, RevisionId id, Origin origin) {
        var facts =
                new ModelFacts(
                        8,
                        new TreeMap<>(Map.of("", 17L)),
                        "pytorch 2",
                        4,
                        1200,
                        new TreeMap<>(Map.of("MatMul", 2L)),
                        List.of(new Port("x", Datatype.FP32, List.of(-1L, 4L))),
                        List.of(new Port("y", Datatype.FP32, List.of(-1L, 2L))));
        var revision =
                new Revision(
                        id,
                        MODEL,
                        Stage.VERIFIED,
                        new Bytes(5000),
                        Instant.parse("2030-01-01T08:00:00Z"),
                        origin,
                        facts,
                        Optional.empty());
        Optional<String> way =
                origin instanceof Origin.Imported ? Optional.of("0123456789ab") : Optional.empty();
        ledger.append(Draft.of(new RevisionAdmitted(revision, way), id.toString()));
    }
}
