package io.casemate.engine.admission;

import io.casemate.engine.fleet.HostClass;
import io.casemate.engine.fleet.HostId;
import io.casemate.engine.models.Accuracy;
import io.casemate.engine.models.LatencyComparison;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.quantize.GateRun;
import io.casemate.engine.quantize.search.Attempt;
import io.casemate.engine.quantize.search.Gate;
import io.casemate.engine.units.Bytes;
import io.casemate.engine.units.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Cells of the matrix.
public final class AdmissionFixture {
    public static final Instant WHEN = Instant.parse("2030-01-31T14:30:00Z");

    private AdmissionFixture() {}

    /// The class of some other hosts.
    public static HostClass elsewhere() {
        return new HostClass(
                "aarch64", "Neoverse N2", 64, List.of("NEON", "I8MM"), List.of(), "1.29.0");
    }

    /// What the standard gate says of 25 bytes of 100 at that error and the same speed.
    public static GateRun run(double snrDb) {
        return run(Gate.STANDARD, snrDb);
    }

    /// What `gate` says of the same.
    static GateRun run(Gate gate, double snrDb) {
        var accuracy =
                new Accuracy(
                        snrDb,
                        0.998,
                        0.2,
                        "golden set (500 samples)",
                        500,
                        OptionalDouble.empty(),
                        OptionalDouble.empty());
        var latency = new LatencyComparison(80, 100, 50, 1);
        var sizes = new Attempt.Sizes(3, new Bytes(25), new Bytes(100));
        return new GateRun(
                gate,
                gate.judge(sizes, accuracy, latency),
                Optional.of(new GateRun.Figures(accuracy, latency)));
    }

    public static GateJudged judged(RevisionId variant, HostClass type, GateRun run) {
        return new GateJudged(
                variant,
                type,
                HostId.THIS_MACHINE,
                GateJudged.Occasion.ASKED,
                Optional.of(Digest.of(new byte[] {5})),
                run);
    }

    public static HostAdmission cell(RevisionId variant, HostClass type, double snrDb) {
        return new HostAdmission(judged(variant, type, run(snrDb)), WHEN, "ada");
    }
}
