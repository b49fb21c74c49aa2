package io.casemate.assets.demo;

import io.casemate.engine.golden.NpyWriter;
import io.casemate.engine.onnx.Dim;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.OnnxWriter;
import io.casemate.engine.onnx.OpsetImport;
import io.casemate.engine.onnx.Shape;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.ValueInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// A classifier of 10 classes with `features` `[batch, 64]` and `scores` `[batch, 10]`, and its
/// golden set of samples that it was not trained on.
///
/// The same seed gives the same bytes. Making it takes a few seconds.
public final class DemoModel {
    private static final long SEED = 20;
    private static final int TRAINING = 3_000;
    private static final int HELD_OUT = 500;
    private static final long OPSET = 17;
    private static final long IR_VERSION = 8;

    private DemoModel() {}

    /// Makes `model.onnx`, `golden/features.npy` and `golden/labels.npy` in `folder`.
    ///
    /// @return the model file
    public static Path create(Path folder) throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        Samples samples = Samples.make(TRAINING + HELD_OUT, random);
        var classifier = new Classifier(random);
        classifier.train(samples.part(0, TRAINING));
        Files.createDirectories(folder);
        writeGolden(samples.part(TRAINING, TRAINING + HELD_OUT), folder.resolve("golden"));
        Path file = folder.resolve("model.onnx");
        OnnxWriter.write(model(classifier), folder, file);
        return file;
    }

    private static void writeGolden(Samples samples, Path folder) throws IOException {
        Files.createDirectories(folder);
        NpyWriter.floats(
                folder.resolve("features.npy"),
                samples.features(),
                samples.count(),
                Samples.FEATURES);
        long[] labels = java.util.Arrays.stream(samples.labels()).asLongStream().toArray();
        NpyWriter.longs(folder.resolve("labels.npy"), labels, samples.count());
    }

    private static Model model(Classifier classifier) {
        var nodes = new ArrayList<Node>();
        var initializers = new ArrayList<TensorProto>();
        String value = "features";
        int last = classifier.layers().size();
        for (int number = 1; number <= last; number++) {
            Layer layer = classifier.layers().get(number - 1);
            String name = "layer" + number;
            initializers.add(
                    tensor(name + ".weight", layer.weights(), layer.inputs(), layer.outputs()));
            initializers.add(tensor(name + ".bias", layer.bias(), layer.outputs()));
            nodes.add(node(name + "/MatMul", "MatMul", List.of(value, name + ".weight")));
            String sum = number == last ? "scores" : name + "/Add";
            nodes.add(
                    new Node(
                            name + "/Add",
                            "Add",
                            List.of(name + "/MatMul", name + ".bias"),
                            List.of(sum),
                            List.of()));
            if (number < last) {
                nodes.add(node(name + "/Relu", "Relu", List.of(sum)));
            }
            value = name + "/Relu";
        }
        return new Model(
                IR_VERSION,
                "casemate",
                "",
                List.of(new OpsetImport("", OPSET)),
                graph(nodes, initializers),
                List.of(),
                List.of());
    }

    private static Graph graph(List<Node> nodes, List<TensorProto> initializers) {
        return new Graph(
                "demo",
                nodes,
                initializers,
                List.of(port("features", Samples.FEATURES)),
                List.of(port("scores", Samples.CLASSES)),
                List.of(),
                List.of());
    }

    private static ValueInfo port(String name, long size) {
        var shape = new Shape(List.of(new Dim.Named("batch"), new Dim.Fixed(size)));
        return ValueInfo.of(name, ElementType.FLOAT, shape);
    }

    private static Node node(String name, String type, List<String> inputs) {
        return new Node(name, type, inputs, List.of(name), List.of());
    }

    private static TensorProto tensor(String name, float[] values, long... dims) {
        ByteBuffer raw =
                ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        List<Long> sizes = java.util.Arrays.stream(dims).boxed().toList();
        return TensorProto.of(name, ElementType.FLOAT, sizes, raw.array());
    }
}
