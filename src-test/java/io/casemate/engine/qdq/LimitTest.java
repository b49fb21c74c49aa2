package io.casemate.engine.qdq;

import static io.casemate.engine.qdq.StaticInt8Test.done;
import static io.casemate.engine.qdq.StaticInt8Test.model;
import static io.casemate.engine.qdq.StaticInt8Test.node;
import static io.casemate.engine.qdq.StaticInt8Test.tensor;
import static io.casemate.engine.qdq.StaticInt8Test.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.golden.NpyWriter;
import io.casemate.engine.normalize.Likeness;
import io.casemate.engine.normalize.Trial;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.tensors.Datatype;
import io.casemate.engine.tensors.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitTest {
    private static final int SAMPLES = 8;
    private static final int VALUES = 3 * 8 * 8;

    @TempDir Path folder;

    /// Two convolutions with a function between them whose values `limit` keeps from falling.
    private static Model net(float least, List<Node> between, String... outputs) {
        var nodes = new ArrayList<Node>();
        nodes.add(node("Conv", "c", "x", "w1"));
        nodes.add(node("LeakyRelu", "l", "c"));
        nodes.addAll(between);
        nodes.add(node("Conv", "d", "m", "w2"));
        nodes.add(node("Relu", "y", outputs.length == 0 ? "d" : outputs[0]));
        return model(
                13,
                nodes,
                tensor("w1", 5, 4, 3, 3, 3),
                tensor("w2", 6, 4, 4, 1, 1),
                TensorProto.floats("least", List.of(1L, 1L, 1L, 1L), least),
                TensorProto.floats("number", List.of(), least));
    }

    private StaticInt8.Quantized quantized(Model model) throws IOException {
        Path samples = Files.createDirectory(folder.resolve("samples"));
        NpyWriter.floats(samples.resolve("x.npy"), values(SAMPLES * VALUES, 21), SAMPLES, 3, 8, 8);
        var task =
                new StaticInt8.Task(
                        QdqSettings.STANDARD,
                        List.of(),
                        folder,
                        samples,
                        size -> IntStream.range(0, size).toArray(),
                        folder);
        return done(StaticInt8.apply(model, task, Progress.NONE));
    }

    private static long count(Model model, String type) {
        return model.graph().nodes().stream().filter(node -> node.is(type)).count();
    }

    private double likeness(Model before, Model after) throws IOException {
        float[] values = values(VALUES, 77);
        ByteBuffer data =
                ByteBuffer.allocateDirect(VALUES * Float.BYTES).order(ByteOrder.nativeOrder());
        data.asFloatBuffer().put(values);
        var input = List.of(new Tensor("x", Datatype.FP32, new long[] {1, 3, 8, 8}, data));
        var trial = new Trial(folder, folder, List.of(input));
        var likeness = new Likeness();
        likeness.add(
                trial.optimized(before, session -> session.run(input)),
                trial.optimized(after, session -> session.run(input)));
        return likeness.worst();
    }

    @ParameterizedTest
    @CsvSource({"Max, least", "Max, number", "Clip, number"})
    void takesALimitBeforeALayerIntoItsIntegers(String type, String limit) throws IOException {
        Model before = net(-0.01f, List.of(node(type, "m", "l", limit)));

        Model after = quantized(before).model();

        assertEquals(0, count(after, type));
        assertEquals(1, count(after, "LeakyRelu"));
        double likeness = likeness(before, after);
        assertTrue(likeness > 25, "dB " + likeness);
    }

    @Test
    void leavesALimitAboveZero() throws IOException {
        Model before = net(0.2f, List.of(node("Max", "m", "l", "least")));

        Model after = quantized(before).model();

        assertEquals(1, count(after, "Max"));
    }

    @Test
    void leavesALimitWhoseValuesOthersRead() throws IOException {
        Model before =
                net(
                        -0.01f,
                        List.of(node("Max", "m", "l", "least"), node("Identity", "i", "m")),
                        "i");

        Model after = quantized(before).model();

        assertEquals(1, count(after, "Max"));
    }

    @Test
    void leavesALimitThatMayAddAxes() throws IOException {
        Model before = net(-0.01f, List.of(node("Exp", "e", "l"), node("Max", "m", "e", "least")));

        Model after = quantized(before).model();

        assertEquals(1, count(after, "Max"));
    }
}
