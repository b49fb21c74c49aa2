package io.casemate.engine.golden;

import io.casemate.engine.onnx.GraphFacts;
import io.casemate.engine.onnx.OnnxReader;
import io.casemate.engine.onnx.ReadLimits;
import io.casemate.engine.onnx.TensorBytes;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.tensors.Port;
import io.casemate.engine.tensors.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Samples in ONNX test data sets: a folder a sample, an `input_N.pb` an input. A tensor that bears
/// the name of an input is for that input; any other is for the input at its place.
final class ProtoGoldenSet implements GoldenSet {
    private final List<Path> folders;
    private final List<Port> inputs;
    private final Labels labels;

    ProtoGoldenSet(List<Path> folders, List<Port> inputs, Labels labels) throws IOException {
        this.labels = labels;
        this.folders = List.copyOf(folders);
        this.inputs = List.copyOf(inputs);
        for (Path folder : folders) {
            read(folder);
        }
    }

    @Override
    public int size() {
        return folders.size();
    }

    @Override
    public List<Tensor> sample(int index) {
        try {
            return read(folders.get(index));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public OptionalLong label(int index) {
        return labels.of(index);
    }

    @Override
    public double[] truth(int index) {
        return labels.truth(index);
    }

    @Override
    public String source(int index) {
        return folders.get(index).getFileName().toString();
    }

    private List<Tensor> read(Path folder) throws IOException {
        var tensors = new ArrayList<Tensor>();
        for (int i = 0; i < inputs.size(); i++) {
            Path file = folder.resolve("input_%d.pb".formatted(i));
            if (!Files.isRegularFile(file)) {
                throw new GoldenException(
                        GoldenProblem.MISSING,
                        folder,
                        "It has no file '%s', and the model takes %d inputs."
                                .formatted(file.getFileName(), inputs.size()),
                        "Add the file, or choose another golden set.");
            }
            TensorProto proto = OnnxReader.readTensor(file, ReadLimits.STANDARD);
            tensors.add(tensor(file, proto, portFor(proto, i)));
        }
        return tensors;
    }

    private Port portFor(TensorProto proto, int place) {
        return inputs.stream()
                .filter(input -> input.name().equals(proto.name()))
                .findFirst()
                .orElse(inputs.get(place));
    }

    private static Tensor tensor(Path file, TensorProto proto, Port input) throws IOException {
        if (!GraphFacts.datatype(proto.type()).equals(java.util.Optional.of(input.datatype()))) {
            throw new GoldenException(
                    GoldenProblem.WRONG_TYPE,
                    file,
                    "It has %s elements, and the input '%s' takes %s."
                            .formatted(proto.type(), input.name(), input.datatype()),
                    "Make the data set again with that element type.");
        }
        checkShape(file, proto, input);
        long[] shape = proto.dims().stream().mapToLong(Long::longValue).toArray();
        return new Tensor(
                input.name(),
                input.datatype(),
                shape,
                Stack.nativeCopy(TensorBytes.of(proto, file.getParent()), input));
    }

    private static void checkShape(Path file, TensorProto proto, Port input) {
        long[] shape = proto.dims().stream().mapToLong(Long::longValue).toArray();
        if (!Shapes.fits(shape, input)) {
            throw new GoldenException(
                    GoldenProblem.WRONG_SHAPE,
                    file,
                    "Its shape is %s, and the input '%s' takes %s (-1: any size)."
                            .formatted(proto.dims(), input.name(), input.shape()),
                    "Make the data set again for this model.");
        }
    }
}
