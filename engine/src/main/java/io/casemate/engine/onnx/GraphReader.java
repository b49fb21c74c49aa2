package io.casemate.engine.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads `GraphProto`, `NodeProto` and `ValueInfoProto`.
final class GraphReader {

    private GraphReader() {}

    static Graph graph(Cursor in, Reading reading) {
        reading.checkDepth(in);
        String name = "";
        var nodes = new ArrayList<Node>();
        var initializers = new ArrayList<TensorProto>();
        var inputs = new ArrayList<ValueInfo>();
        var outputs = new ArrayList<ValueInfo>();
        var valueInfos = new ArrayList<ValueInfo>();
        var others = new ArrayList<RawField>();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> nodes.add(node(in.nested("node", nodes.size()), reading));
                case 2 -> name = reading.name(in, "name");
                case 5 -> {
                    Cursor tensor = in.nested("initializer", initializers.size());
                    reading.countInitializer(tensor);
                    initializers.add(TensorReader.tensor(tensor, reading));
                }
                case 11 -> addPort(inputs, in.nested("input", inputs.size()), reading);
                case 12 -> addPort(outputs, in.nested("output", outputs.size()), reading);
                case 13 ->
                        valueInfos.add(
                                valueInfo(in.nested("value_info", valueInfos.size()), reading));
                case 15 -> others.add(reading.keepLarge(in.delimited())); // sparse
                default -> others.add(reading.keep(in));
            }
        }
        return new Graph(name, nodes, initializers, inputs, outputs, valueInfos, others);
    }

    private static void addPort(List<ValueInfo> ports, Cursor in, Reading reading) {
        ports.add(valueInfo(in, reading));
        reading.checkPorts(in, ports.size(), "inputs or outputs");
    }

    static Node node(Cursor in, Reading reading) {
        reading.countNode(in);
        reading.checkDepth(in);
        String name = "";
        String opType = "";
        String domain = "";
        var inputs = new ArrayList<String>();
        var outputs = new ArrayList<String>();
        var attributes = new ArrayList<Attribute>();
        var others = new ArrayList<RawField>();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> inputs.add(reading.name(in, "input"));
                case 2 -> outputs.add(reading.name(in, "output"));
                case 3 -> name = reading.name(in, "name");
                case 4 -> opType = reading.name(in, "op_type");
                case 5 ->
                        attributes.add(
                                AttributeReader.attribute(
                                        in.nested("attribute", attributes.size()), reading));
                case 7 -> domain = reading.name(in, "domain");
                default -> others.add(reading.keep(in));
            }
        }
        return new Node(name, opType, domain, inputs, outputs, attributes, others);
    }

    private static ValueInfo valueInfo(Cursor in, Reading reading) {
        reading.countPart(in);
        byte[] encoded = in.allBytes(reading.limits().textBytes());
        String name = "";
        ElementType type = ElementType.UNDEFINED;
        Optional<Shape> shape = Optional.empty();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name = reading.name(in, "name");
                case 2 -> {
                    Cursor inside = in.nested("type");
                    while (inside.next()) {
                        if (inside.field() == 1) {
                            TensorType tensor = tensorType(inside.nested("tensor_type"), reading);
                            type = tensor.type();
                            shape = tensor.shape();
                        } else {
                            reading.keep(inside);
                        }
                    }
                }
                default -> reading.keep(in);
            }
        }
        return new ValueInfo(name, type, shape, new Source.InMemory(encoded));
    }

    private record TensorType(ElementType type, Optional<Shape> shape) {}

    private static TensorType tensorType(Cursor in, Reading reading) {
        ElementType type = ElementType.UNDEFINED;
        Optional<Shape> shape = Optional.empty();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> type = TensorReader.elementType(in);
                case 2 -> shape = Optional.of(shape(in.nested("shape"), reading));
                default -> reading.keep(in);
            }
        }
        return new TensorType(type, shape);
    }

    private static Shape shape(Cursor in, Reading reading) {
        var dims = new ArrayList<Dim>();
        while (in.next()) {
            if (in.field() == 1) {
                dims.add(dim(in.nested("dim", dims.size()), reading));
            } else {
                reading.keep(in);
            }
        }
        return new Shape(dims);
    }

    /// Sizes below 0 stand for "may vary" in files of some exporters.
    private static Dim dim(Cursor in, Reading reading) {
        reading.countPart(in);
        Dim dim = new Dim.Unknown();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> {
                    long size = in.number();
                    dim = size < 0 ? new Dim.Unknown() : new Dim.Fixed(size);
                }
                case 2 -> {
                    String name = reading.name(in, "dim_param");
                    dim = name.isEmpty() ? new Dim.Unknown() : new Dim.Named(name);
                }
                default -> reading.keep(in);
            }
        }
        return dim;
    }
}
