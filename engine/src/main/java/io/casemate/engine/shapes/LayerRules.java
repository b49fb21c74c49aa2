package io.casemate.engine.shapes;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.Dim;
import io.casemate.engine.onnx.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Layers with a shape of their own: normalisations, quantization, recurrent layers, resizing.
final class LayerRules {

    private LayerRules() {}

    static void register(Rules rules) {
        rules.add(
                "",
                ElementwiseRules::same,
                ("BatchNormalization InstanceNormalization LayerNormalization GroupNormalization"
                                + " LpNormalization LRN MeanVarianceNormalization RMSNormalization"
                                + " SimplifiedLayerNormalization")
                        .split(" "));
        String microsoft = Rules.MICROSOFT;
        rules.add(
                microsoft,
                LayerRules::skipped,
                "SkipLayerNormalization",
                "SkipSimplifiedLayerNormalization");
        rules.add(microsoft, ElementwiseRules::same, "RotaryEmbedding", "GroupNorm");
        for (String domain : List.of("", microsoft)) {
            rules.add(domain, LayerRules::quantized, "QuantizeLinear");
            rules.add(domain, LayerRules::dequantized, "DequantizeLinear");
        }
        rules.add("", LayerRules::dynamic, "DynamicQuantizeLinear");
        rules.add("", call -> recurrent(call, true), "LSTM");
        rules.add("", call -> recurrent(call, false), "GRU", "RNN");
        rules.add("", LayerRules::resized, "Resize", "Upsample");
    }

    /// The fourth output is the sum that goes on beside the layer.
    private static List<Fact> skipped(Call call) {
        Fact sum = call.input(0).withoutContents();
        return List.of(sum, Fact.UNKNOWN, Fact.UNKNOWN, sum);
    }

    private static List<Fact> quantized(Call call) {
        ElementType asked = call.elementType("output_dtype", ElementType.UINT8);
        return List.of(Fact.of(call.has(2) ? call.type(2) : asked, call.dims(0)));
    }

    private static List<Fact> dequantized(Call call) {
        return List.of(Fact.of(call.elementType("output_dtype", call.type(1)), call.dims(0)));
    }

    private static List<Fact> dynamic(Call call) {
        return List.of(
                Fact.of(ElementType.UINT8, call.dims(0)),
                Fact.of(ElementType.FLOAT, List.of()),
                Fact.of(ElementType.UINT8, List.of()));
    }

    /// `Y [steps, directions, batch, hidden]`, `Y_h [directions, batch, hidden]`; with `layout` 1
    /// the batch comes first.
    private static List<Fact> recurrent(Call call, boolean hasCell) {
        ElementType type = call.type(0);
        if (call.rank(0) != 3) {
            return List.of(Fact.unknownOfRank(type, 4), Fact.unknownOfRank(type, 3));
        }
        boolean isBatchFirst = call.integer("layout", 0) != 0;
        List<Dim> dims = call.dims(0).orElseThrow();
        Dim steps = dims.get(isBatchFirst ? 1 : 0);
        Dim batch = dims.get(isBatchFirst ? 0 : 1);
        Dim ways = new Dim.Fixed(call.text("direction", "forward").equals("bidirectional") ? 2 : 1);
        Dim hidden = Sizes.dim(call.integer("hidden_size", -1));
        Fact all =
                isBatchFirst
                        ? Fact.of(type, batch, steps, ways, hidden)
                        : Fact.of(type, steps, ways, batch, hidden);
        Fact last =
                isBatchFirst
                        ? Fact.of(type, batch, ways, hidden)
                        : Fact.of(type, ways, batch, hidden);
        return hasCell ? List.of(all, last, last) : List.of(all, last);
    }

    private static List<Fact> resized(Call call) {
        int rank = call.rank(0);
        boolean isOld = call.node().is("Upsample") || call.opset() < 11;
        Optional<List<Double>> scales = scales(call, isOld ? 1 : 2);
        Optional<List<Long>> sizes = call.has(3) ? call.integers(3) : Optional.empty();
        boolean isPlain =
                call.ints("axes").isEmpty()
                        && call.text("keep_aspect_ratio_policy", "stretch").equals("stretch");
        if (rank < 0 || !isPlain) {
            return List.of(
                    rank < 0 ? Fact.typed(call.type(0)) : Fact.unknownOfRank(call.type(0), rank));
        }
        var dims = new ArrayList<Dim>();
        for (int i = 0; i < rank; i++) {
            int axis = i;
            Dim from = call.dims(0).orElseThrow().get(i);
            dims.add(
                    sizes.filter(list -> list.size() == rank)
                            .map(list -> Sizes.dim(list.get(axis)))
                            .or(() ->
                                    scales.filter(list -> list.size() == rank)
                                            .map(list -> scaled(from, list.get(axis))))
                            .orElse(Sizes.UNKNOWN));
        }
        return List.of(Fact.of(call.type(0), dims));
    }

    private static Optional<List<Double>> scales(Call call, int index) {
        if (call.has(index)) {
            return call.numbers(index);
        }
        return call.node().attribute("scales").orElse(new Attribute.IntValue(0))
                        instanceof Attribute.Floats(List<Float> values)
                ? Optional.of(values.stream().map(Float::doubleValue).toList())
                : Optional.empty();
    }

    private static Dim scaled(Dim dim, double scale) {
        return dim instanceof Dim.Fixed(long size)
                ? Sizes.dim((long) Math.floor(size * scale))
                : scale == 1 ? dim : Sizes.UNKNOWN;
    }
}
