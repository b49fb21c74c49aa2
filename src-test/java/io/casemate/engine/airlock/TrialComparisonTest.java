package io.casemate.engine.airlock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.casemate.engine.tensors.Datatype;
import io.casemate.engine.tensors.Tensor;
import io.casemate.engine.tensors.TensorDifference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TrialComparisonTest {

    private static Tensor floats(float... values) {
        ByteBuffer data =
                ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.nativeOrder());
        data.asFloatBuffer().put(values);
        return new Tensor("y", Datatype.FP32, new long[] {values.length}, data);
    }

    @Test
    void tellsTheOutputThatOptimizingChangesMost() {
        Optional<TensorDifference> found =
                TrialComparison.beyondTolerance(
                        List.of(floats(1, 2), floats(1)), List.of(floats(1, 2), floats(1.5f)));

        assertEquals("output 'y' by 0.50 of its largest value", found.orElseThrow().told());
    }

    @Test
    void leavesDifferencesThatRoundingExplains() {
        assertEquals(
                Optional.empty(),
                TrialComparison.beyondTolerance(List.of(floats(1000)), List.of(floats(1000.5f))));
    }
}
