package io.casemate.engine.onnx;

import io.casemate.engine.tensors.Datatype;
import io.casemate.engine.tensors.Port;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a model is made of, counted.
///
/// @param nodes those of subgraphs included
/// @param parameters elements of all constant tensors
/// @param operators how often each occurs, by `domain:op`, plain `op` for `ai.onnx`
/// @param inputs graph inputs that are no initializers
public record GraphFacts(
        long nodes,
        long parameters,
        SortedMap<String, Long> operators,
        List<Port> inputs,
        List<Port> outputs) {
    private static final long VARIES = -1;

    /// @throws ArithmeticException when a tensor claims more elements than a `long` can count
    public static GraphFacts of(Graph graph) {
        var operators = new TreeMap<String, Long>();
        graph.allNodes().forEach(node -> operators.merge(nameOf(node), 1L, Long::sum));
        Set<String> constants =
                graph.initializers().stream().map(TensorProto::name).collect(Collectors.toSet());
        return new GraphFacts(
                operators.values().stream().mapToLong(Long::longValue).sum(),
                graph.allTensors().mapToLong(TensorProto::elements).reduce(0, Math::addExact),
                operators,
                ports(
                        graph.inputs().stream()
                                .filter(input -> !constants.contains(input.name()))
                                .toList()),
                ports(graph.outputs()));
    }

    private static String nameOf(Node node) {
        return node.domain().isEmpty() ? node.opType() : node.domain() + ":" + node.opType();
    }

    /// Values that are no tensors have no port.
    private static List<Port> ports(List<ValueInfo> values) {
        return values.stream()
                .flatMap(value ->
                        datatype(value.type())
                                .map(type -> new Port(value.name(), type, sizes(value)))
                                .stream())
                .toList();
    }

    private static List<Long> sizes(ValueInfo value) {
        return value.shape().map(Shape::dims).orElse(List.of()).stream()
                .map(dim -> dim instanceof Dim.Fixed(long size) ? size : VARIES)
                .toList();
    }

    /// {@return the protocol's name for an element type; empty if it has none}
    public static Optional<Datatype> datatype(ElementType type) {
        return switch (type) {
            case FLOAT -> Optional.of(Datatype.FP32);
            case DOUBLE -> Optional.of(Datatype.FP64);
            case FLOAT16 -> Optional.of(Datatype.FP16);
            case BFLOAT16 -> Optional.of(Datatype.BF16);
            case UINT8 -> Optional.of(Datatype.UINT8);
            case INT8 -> Optional.of(Datatype.INT8);
            case UINT16 -> Optional.of(Datatype.UINT16);
            case INT16 -> Optional.of(Datatype.INT16);
            case UINT32 -> Optional.of(Datatype.UINT32);
            case INT32 -> Optional.of(Datatype.INT32);
            case UINT64 -> Optional.of(Datatype.UINT64);
            case INT64 -> Optional.of(Datatype.INT64);
            case BOOL -> Optional.of(Datatype.BOOL);
            case STRING -> Optional.of(Datatype.BYTES);
            case UNDEFINED,
                    COMPLEX64,
                    COMPLEX128,
                    FLOAT8E4M3FN,
                    FLOAT8E4M3FNUZ,
                    FLOAT8E5M2,
                    FLOAT8E5M2FNUZ,
                    UINT4,
                    INT4,
                    FLOAT4E2M1,
                    FLOAT8E8M0 ->
                    Optional.empty();
        };
    }
}
