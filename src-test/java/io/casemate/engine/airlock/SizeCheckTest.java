package io.casemate.engine.airlock;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.OpsetImport;
import io.casemate.engine.onnx.Shape;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.ValueInfo;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.units.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SizeCheckTest {
    private static final Bytes HOST = Bytes.gibibytes(4);

    private static Model expanding(String source, long rows, long columns) {
        ByteBuffer sizes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        sizes.putLong(rows).putLong(columns);
        ValueInfo x = ValueInfo.of("x", ElementType.FLOAT, Shape.of(1));
        return new Model(
                8,
                "",
                "",
                List.of(new OpsetImport("", 17)),
                new Graph(
                        "g",
                        List.of(
                                new Node(
                                        "e",
                                        "Expand",
                                        List.of(source, "s"),
                                        List.of("wide"),
                                        List.of())),
                        List.of(
                                TensorProto.of("s", ElementType.INT64, List.of(2L), sizes.array()),
                                TensorProto.of("one", ElementType.FLOAT, List.of(1L), new byte[4])),
                        List.of(x),
                        List.of(ValueInfo.of("wide", ElementType.FLOAT, Shape.of(rows, columns))),
                        List.of(),
                        List.of()),
                List.of(),
                List.of());
    }

    private static Problem refused(Model model) {
        return assertThrows(Refusal.class, () -> new SizeCheck("a.onnx", model, HOST).run())
                .problem();
    }

    @Test
    void refusesAModelThatNeedsMoreThanTheLargestHostHas() {
        Problem problem = refused(expanding("x", 1 << 16, 1 << 15));

        assertEquals("AL-801", problem.code().id());
        assertEquals(
                "It needs about 8.00 GiB at batch 1; the largest host has 4.00 GiB."
                        + " The largest tensor is 'wide' with 8.00 GiB.",
                problem.why());
    }

    @Test
    void refusesAConstantThatOnlyLoadingMakesLarge() {
        Problem problem = refused(expanding("one", 1 << 15, 1 << 14));

        assertEquals("AL-801", problem.code().id());
        assertEquals(
                "The constant tensor 'wide' takes 2.00 GiB as soon as the model is loaded;"
                        + " the limit is 1.00 GiB.",
                problem.why());
    }

    @Test
    void letsAModelThatFitsPass() {
        assertDoesNotThrow(
                () -> new SizeCheck("a.onnx", expanding("x", 1 << 15, 1 << 14), HOST).run());
    }
}
