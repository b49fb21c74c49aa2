package io.casemate.engine.shapes;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.Dim;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.TensorProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/// Operators that make tensors: constants, ranges, and the shapes of others.
final class GeneratorRules {

    private GeneratorRules() {}

    static void register(Rules rules) {
        rules.add("", GeneratorRules::constant, "Constant");
        rules.add("", GeneratorRules::filled, "ConstantOfShape");
        rules.add("", GeneratorRules::shape, "Shape");
        rules.add("", GeneratorRules::size, "Size");
        rules.add("", GeneratorRules::range, "Range");
        rules.add("", GeneratorRules::oneHot, "OneHot");
        rules.add(
                "",
                call -> List.of(Fact.of(ElementType.INT64, Sizes.dim(call.rank(0)), Sizes.UNKNOWN)),
                "NonZero");
        rules.add(
                "",
                call -> List.of(Fact.of(call.elementType("dtype", call.type(0)), call.dims(0))),
                "EyeLike",
                "RandomNormalLike",
                "RandomUniformLike");
        rules.add("", GeneratorRules::random, "RandomNormal", "RandomUniform");
        rules.add("", GeneratorRules::dropout, "Dropout");
    }

    private static List<Fact> constant(Call call) {
        for (Attribute attribute : call.node().attributes()) {
            Optional<Fact> fact =
                    switch (attribute.value()) {
                        case Attribute.TensorValue(TensorProto tensor) ->
                                Optional.of(Constants.fact(tensor));
                        case Attribute.IntValue(long value) ->
                                Optional.of(scalar(ElementType.INT64, value));
                        case Attribute.FloatValue(float value) ->
                                Optional.of(scalar(ElementType.FLOAT, value));
                        case Attribute.Ints(List<Long> values) ->
                                Optional.of(
                                        list(
                                                ElementType.INT64,
                                                values.stream().map(Long::doubleValue).toList()));
                        case Attribute.Floats(List<Float> values) ->
                                Optional.of(
                                        list(
                                                ElementType.FLOAT,
                                                values.stream().map(Float::doubleValue).toList()));
                        case Attribute.BytesValue _ ->
                                Optional.of(Fact.of(ElementType.STRING, List.of()));
                        case Attribute.BytesList(var values) ->
                                Optional.of(Fact.of(ElementType.STRING, Sizes.dim(values.size())));
                        case Attribute.GraphValue _,
                                Attribute.Graphs _,
                                Attribute.Tensors _,
                                Attribute.Other _ ->
                                Optional.empty();
                    };
            if (fact.isPresent()) {
                return List.of(fact.get());
            }
        }
        return List.of();
    }

    private static Fact scalar(ElementType type, double value) {
        return Fact.of(type, List.of()).withContents(List.of(new Element.Known(value)));
    }

    private static Fact list(ElementType type, List<Double> values) {
        Fact fact = Fact.of(type, Sizes.dim(values.size()));
        return values.size() > Fact.MOST_CONTENTS
                ? fact
                : fact.withContents(values.stream().<Element>map(Element.Known::new).toList());
    }

    private static List<Fact> filled(Call call) {
        Optional<Fact> value =
                call.node().attribute("value").orElse(new Attribute.IntValue(0))
                                instanceof Attribute.TensorValue(TensorProto tensor)
                        ? Optional.of(Constants.fact(tensor))
                        : Optional.empty();
        ElementType type = value.map(Fact::type).orElse(ElementType.FLOAT);
        Optional<List<Dim>> dims =
                call.contents(0).map(sizes -> sizes.stream().map(Element::dim).toList());
        Element element =
                value.flatMap(Fact::contents)
                        .filter(list -> list.size() == 1)
                        .map(List::getFirst)
                        .orElse(value.isEmpty() ? new Element.Known(0) : Element.UNKNOWN);
        Fact fact = Fact.of(type, dims);
        long count = fact.value().elements().orElse(Long.MAX_VALUE);
        return List.of(
                count <= Fact.MOST_CONTENTS
                        ? fact.withContents(Collections.nCopies((int) count, element))
                        : fact);
    }

    private static List<Fact> shape(Call call) {
        if (call.rank(0) < 0) {
            return List.of(Fact.of(ElementType.INT64, Sizes.UNKNOWN));
        }
        int rank = call.rank(0);
        int start = place(call.integer("start", 0), rank);
        int end = place(call.integer("end", rank), rank);
        List<Dim> dims = start < end ? call.dims(0).orElseThrow().subList(start, end) : List.of();
        return List.of(
                Fact.of(ElementType.INT64, Sizes.dim(dims.size()))
                        .withContents(dims.stream().map(Element::of).toList()));
    }

    private static int place(long place, int rank) {
        return Math.clamp(place < 0 ? place + rank : place, 0, rank);
    }

    private static List<Fact> size(Call call) {
        OptionalLong elements = call.input(0).value().elements();
        return List.of(
                Fact.of(ElementType.INT64, List.of())
                        .withContents(
                                elements.isPresent()
                                        ? List.of(new Element.Known(elements.getAsLong()))
                                        : List.of(Element.UNKNOWN)));
    }

    private static List<Fact> range(Call call) {
        Optional<Double> start = single(call, 0);
        Optional<Double> limit = single(call, 1);
        Optional<Double> step = single(call, 2).filter(value -> value != 0);
        if (start.isEmpty() || limit.isEmpty() || step.isEmpty()) {
            return List.of(Fact.of(call.type(0), Sizes.UNKNOWN));
        }
        double count = Math.max(0, Math.ceil((limit.get() - start.get()) / step.get()));
        Fact fact = Fact.of(call.type(0), Sizes.dim((long) count));
        return List.of(
                count > Fact.MOST_CONTENTS
                        ? fact
                        : fact.withContents(
                                LongStream.range(0, (long) count)
                                        .<Element>mapToObj(i ->
                                                new Element.Known(start.get() + i * step.get()))
                                        .toList()));
    }

    private static Optional<Double> single(Call call, int index) {
        return call.numbers(index).filter(list -> list.size() == 1).map(List::getFirst);
    }

    private static List<Fact> oneHot(Call call) {
        ElementType type = call.type(2);
        int rank = call.rank(0);
        long axis = call.integer("axis", -1);
        long place = axis < 0 ? axis + rank + 1 : axis;
        if (rank < 0 || place < 0 || place > rank) {
            return List.of(Fact.typed(type));
        }
        var dims = new ArrayList<>(call.dims(0).orElseThrow());
        dims.add(
                (int) place,
                single(call, 1).map(Double::longValue).map(Sizes::dim).orElse(Sizes.UNKNOWN));
        return List.of(Fact.of(type, dims));
    }

    private static List<Fact> random(Call call) {
        return List.of(
                Fact.of(
                        call.elementType("dtype", ElementType.FLOAT),
                        call.ints("shape").map(sizes -> sizes.stream().map(Sizes::dim).toList())));
    }

    private static List<Fact> dropout(Call call) {
        return List.of(call.input(0), Fact.of(ElementType.BOOL, call.dims(0)));
    }
}
