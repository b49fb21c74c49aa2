package io.casemate.engine.quantize.search;

import io.casemate.engine.models.Accuracy;
import io.casemate.engine.models.GateVerdict;
import io.casemate.engine.models.LatencyComparison;
import io.casemate.engine.models.QuantizationCard.Speed;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.quantize.Recipe;
import io.casemate.engine.units.Bytes;
import java.util.Optional;

/// One candidate that was tried, and what came of it.
public sealed interface Attempt {

    Recipe recipe();

    /// Made and measured in full.
    ///
    /// @param ranking on the samples that candidates are compared on
    /// @param report on other samples, where there are enough; what cards and gates speak of
    record Measured(
            Recipe recipe,
            Sizes sizes,
            Accuracy ranking,
            Accuracy report,
            LatencyComparison latency,
            GateVerdict verdict,
            Cost cost)
            implements Attempt {

        /// {@return how many times faster it is, where that is beyond the noise; 1 otherwise}
        public double provenSpeedup() {
            return Speed.of(latency) == Speed.SAME ? 1 : latency.speedup();
        }

        /// {@return whether it is at least as small, exact and fast as `other`, and better in one}
        boolean beats(Measured other) {
            boolean isNoWorse =
                    sizes.ratio() <= other.sizes.ratio()
                            && report.snrDb() >= other.report.snrDb()
                            && provenSpeedup() >= other.provenSpeedup();
            boolean isBetter =
                    sizes.ratio() < other.sizes.ratio()
                            || report.snrDb() > other.report.snrDb()
                            || provenSpeedup() > other.provenSpeedup();
            return isNoWorse && isBetter;
        }
    }

    /// Given up because its error on the ranking samples was beyond the gate; not timed.
    record TooInaccurate(Recipe recipe, Sizes sizes, Accuracy ranking, Cost cost)
            implements Attempt {}

    /// Not made, or not runnable.
    record Failed(Recipe recipe, Problem problem) implements Attempt {}

    /// @param nodes how many nodes were replaced
    record Sizes(int nodes, Bytes bytes, Bytes parentBytes) {

        /// {@return size over the parent's size}
        public double ratio() {
            return (double) bytes.count() / parentBytes.count();
        }
    }

    /// What the worker spent on it.
    ///
    /// @param cpuSeconds CPU time of the whole process
    /// @param peakMemory most resident memory at once; empty where the system does not tell
    record Cost(double cpuSeconds, Optional<Bytes> peakMemory) {}
}
