package io.casemate.engine.quantize;

import io.casemate.engine.models.LatencyComparison;
import io.casemate.engine.runtime.SingleSession;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.tensors.Tensor;
import java.util.Arrays;
import java.util.List;

/// Times two models in turn (A B, then B A, …), so that whatever else the machine does hits both
/// alike.
final class LatencyRace {
    private static final int MOST_ROUNDS = 2_000;
    private static final int LEAST_ROUNDS = 10;
    private static final int WARM_UP = 10;
    private static final long BUDGET_NANOS = 3_000_000_000L;
    private static final double NANOS_PER_MICRO = 1000;

    private LatencyRace() {}

    static LatencyComparison run(MeasureJob.Pair pair, List<Tensor> inputs, Progress progress) {
        for (int i = 0; i < WARM_UP; i++) {
            pair.parent().run(inputs);
            pair.variant().run(inputs);
        }
        long[] parent = new long[MOST_ROUNDS];
        long[] variant = new long[MOST_ROUNDS];
        long start = System.nanoTime();
        int rounds = 0;
        while (rounds < MOST_ROUNDS
                && (rounds < LEAST_ROUNDS || System.nanoTime() - start < BUDGET_NANOS)) {
            if (rounds % 2 == 0) {
                parent[rounds] = nanos(pair.parent(), inputs);
                variant[rounds] = nanos(pair.variant(), inputs);
            } else {
                variant[rounds] = nanos(pair.variant(), inputs);
                parent[rounds] = nanos(pair.parent(), inputs);
            }
            rounds++;
            progress.report("timing both models", (double) rounds / MOST_ROUNDS);
        }
        return new LatencyComparison(
                median(variant, rounds), median(parent, rounds), rounds, batch(inputs));
    }

    private static long nanos(SingleSession session, List<Tensor> inputs) {
        long start = System.nanoTime();
        session.run(inputs);
        return System.nanoTime() - start;
    }

    private static double median(long[] nanos, int count) {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[count / 2] / NANOS_PER_MICRO;
    }

    private static int batch(List<Tensor> inputs) {
        return inputs.isEmpty() || inputs.getFirst().shape().length == 0
                ? 1
                : (int) inputs.getFirst().shape()[0];
    }
}
