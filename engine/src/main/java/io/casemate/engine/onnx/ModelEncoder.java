package io.casemate.engine.onnx;

import java.util.List;

/// Turns a model into its protobuf form.
final class ModelEncoder {
    private static final int EXTERNAL = 1;

    private ModelEncoder() {}

    static Rope model(Model model) {
        var out = new Rope().number(1, model.irVersion());
        out.optionalText(2, model.producerName()).optionalText(3, model.producerVersion());
        model.others().forEach(out::raw);
        out.message(7, graph(model.graph()));
        for (OpsetImport opset : model.opsets()) {
            out.message(8, new Rope().text(1, opset.domain()).number(2, opset.version()));
        }
        model.functions().forEach(function -> out.source(25, function.encoded()));
        return out;
    }

    private static Rope graph(Graph graph) {
        var out = new Rope();
        graph.nodes().forEach(node -> out.message(1, node(node)));
        out.optionalText(2, graph.name());
        graph.initializers().forEach(tensor -> out.message(5, tensor(tensor)));
        graph.inputs().forEach(port -> out.source(11, port.encoded()));
        graph.outputs().forEach(port -> out.source(12, port.encoded()));
        graph.valueInfos().forEach(value -> out.source(13, value.encoded()));
        graph.others().forEach(out::raw);
        return out;
    }

    static Rope valueInfo(String name, ElementType type, Shape shape) {
        var dims = new Rope();
        for (Dim dim : shape.dims()) {
            dims.message(
                    1,
                    switch (dim) {
                        case Dim.Fixed(long size) -> new Rope().number(1, size);
                        case Dim.Named(String symbol) -> new Rope().text(2, symbol);
                        case Dim.Unknown _ -> new Rope();
                    });
        }
        var tensor = new Rope().number(1, type.number()).message(2, dims);
        return new Rope().text(1, name).message(2, new Rope().message(1, tensor));
    }

    private static Rope node(Node node) {
        var out = new Rope();
        node.inputs().forEach(name -> out.text(1, name));
        node.outputs().forEach(name -> out.text(2, name));
        out.optionalText(3, node.name()).text(4, node.opType());
        node.attributes().forEach(attribute -> out.message(5, attribute(attribute)));
        out.optionalText(7, node.domain());
        node.others().forEach(out::raw);
        return out;
    }

    private static Rope attribute(Attribute attribute) {
        var out = new Rope().text(1, attribute.name()).optionalText(21, attribute.reference());
        attribute.others().forEach(out::raw);
        return switch (attribute.value()) {
            case Attribute.FloatValue(float value) -> out.number(20, 1).float32(2, value);
            case Attribute.IntValue(long value) -> out.number(20, 2).number(3, value);
            case Attribute.BytesValue(Source.InMemory value) -> out.number(20, 3).source(4, value);
            case Attribute.TensorValue(TensorProto value) ->
                    out.number(20, 4).message(5, tensor(value));
            case Attribute.GraphValue(Graph value) -> out.number(20, 5).message(6, graph(value));
            case Attribute.Floats(List<Float> values) -> {
                values.forEach(value -> out.float32(7, value));
                yield out.number(20, 6);
            }
            case Attribute.Ints(List<Long> values) -> {
                values.forEach(value -> out.number(8, value));
                yield out.number(20, 7);
            }
            case Attribute.BytesList(List<Source.InMemory> values) -> {
                values.forEach(value -> out.source(9, value));
                yield out.number(20, 8);
            }
            case Attribute.Tensors(List<TensorProto> values) -> {
                values.forEach(value -> out.message(10, tensor(value)));
                yield out.number(20, 9);
            }
            case Attribute.Graphs(List<Graph> values) -> {
                values.forEach(value -> out.message(11, graph(value)));
                yield out.number(20, 10);
            }
            case Attribute.Other(int type, List<RawField> fields) -> {
                fields.forEach(out::raw);
                yield type == 0 ? out : out.number(20, type);
            }
        };
    }

    private static Rope tensor(TensorProto tensor) {
        var out = new Rope();
        if (!tensor.dims().isEmpty()) {
            out.packed(1, tensor.dims());
        }
        out.number(2, tensor.type().number()).optionalText(8, tensor.name());
        tensor.others().forEach(out::raw);
        return switch (tensor.data()) {
            case TensorData.Raw(Source source) -> out.source(9, source);
            case TensorData.Typed(List<RawField> fields) -> {
                fields.forEach(out::raw);
                yield out;
            }
            case TensorData.External external -> external(out, external);
            case TensorData.Empty _ -> out;
        };
    }

    private static Rope external(Rope out, TensorData.External external) {
        out.message(13, entry("location", external.location()));
        out.message(13, entry("offset", Long.toString(external.offset())));
        external.length()
                .ifPresent(length -> out.message(13, entry("length", Long.toString(length))));
        return out.number(14, EXTERNAL);
    }

    private static Rope entry(String key, String value) {
        return new Rope().text(1, key).text(2, value);
    }
}
