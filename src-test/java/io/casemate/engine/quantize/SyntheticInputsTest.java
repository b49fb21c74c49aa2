package io.casemate.engine.quantize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.models.Accuracy;
import io.casemate.engine.models.GateVerdict;
import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.tensors.Datatype;
import io.casemate.engine.tensors.Port;
import io.casemate.engine.tensors.Tensor;
import io.casemate.engine.tensors.TensorNumbers;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SyntheticInputsTest {
    private static final TensorProto TABLE =
            TensorProto.floats("table", List.of(5L, 1L), 1, 2, 3, 4, 5);
    private static final List<Port> PORTS =
            List.of(
                    new Port("ids", Datatype.INT64, List.of(-1L, -1L)),
                    new Port("attention_mask", Datatype.INT64, List.of(-1L, -1L)),
                    new Port("picture", Datatype.FP32, List.of(1L, 64L)));

    private static Graph graph() {
        return new Graph(
                "embedding",
                List.of(
                        node("Cast", List.of("ids"), "whole"),
                        node("Gather", List.of("table", "whole"), "rows")),
                List.of(TABLE),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static Node node(String type, List<String> inputs, String output) {
        return new Node(output, type, inputs, List.of(output), List.<Attribute>of());
    }

    @Test
    void picksRowsThatTheTableHasAndLetsMasksThrough() {
        List<Tensor> made = new SyntheticInputs(graph(), PORTS).of(3, 64);

        double[] ids = TensorNumbers.of(made.get(0));
        double[] mask = TensorNumbers.of(made.get(1));
        assertTrue(DoubleStream.of(ids).allMatch(id -> id >= 0 && id < 5));
        assertEquals(5, DoubleStream.of(ids).distinct().count());
        assertTrue(DoubleStream.of(mask).allMatch(one -> one == 1));
    }

    @Test
    void makesTheSameInputsOfTheSameSeed() {
        var inputs = new SyntheticInputs(graph(), PORTS);

        assertArrayEquals(
                TensorNumbers.of(inputs.of(3, 8).get(2)), TensorNumbers.of(inputs.of(3, 8).get(2)));
        assertFalse(
                java.util.Arrays.equals(
                        TensorNumbers.of(inputs.of(3, 8).get(2)),
                        TensorNumbers.of(inputs.of(4, 8).get(2))));
    }

    @Test
    void failsTheGateUnlessTheErrorWasMeasuredOnRealSamples() {
        var calibration = new SyntheticCalibration(16);
        var none = new GateVerdict("standard", List.of());

        assertFalse(calibration.judge(none, accuracy("seeded inputs"), false).isPassed());
        assertTrue(calibration.judge(none, accuracy("golden set"), true).isPassed());
    }

    private static Accuracy accuracy(String basis) {
        return new Accuracy(30, 1, 0, basis, 32, OptionalDouble.empty(), OptionalDouble.empty());
    }
}
