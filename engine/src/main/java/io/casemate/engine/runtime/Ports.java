package io.casemate.engine.runtime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tensors.Datatype;
import io.casemate.engine.tensors.Port;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The inputs and outputs of a session, in the model's order.
record Ports(List<Port> inputs, List<Port> outputs) {

    Ports {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /// Every input must be a tensor that a request can carry. Outputs that it cannot carry, such as
    /// the maps of classical classifiers, are left out as long as others remain.
    static Outcome<Ports> of(String name, OrtSession session) throws OrtException {
        List<Port> inputs = new ArrayList<>();
        for (NodeInfo input : session.getInputInfo().values()) {
            Optional<Port> port = port(input).filter(Ports::canBePassed);
            if (port.isEmpty()) {
                return Outcome.refused(unsupported(name, "Input", input));
            }
            inputs.add(port.get());
        }
        Collection<NodeInfo> all = session.getOutputInfo().values();
        List<Port> outputs = all.stream().map(Ports::port).flatMap(Optional::stream).toList();
        if (outputs.isEmpty() && !all.isEmpty()) {
            return Outcome.refused(unsupported(name, "Output", all.iterator().next()));
        }
        return Outcome.done(new Ports(inputs, outputs));
    }

    private static Optional<Port> port(NodeInfo node) {
        return node.getInfo() instanceof TensorInfo info
                ? datatype(info)
                        .map(type ->
                                new Port(
                                        node.getName(),
                                        type,
                                        Arrays.stream(info.getShape()).boxed().toList()))
                : Optional.empty();
    }

    /// ONNX Runtime's Java API has no way to make tensors of these types.
    private static boolean canBePassed(Port port) {
        return switch (port.datatype()) {
            case UINT16, UINT32, UINT64 -> false;
            case BOOL, UINT8, INT8, INT16, INT32, INT64, FP16, BF16, FP32, FP64, BYTES -> true;
        };
    }

    private static Optional<Datatype> datatype(TensorInfo info) {
        return switch (info.onnxType) {
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL -> Optional.of(Datatype.BOOL);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8 -> Optional.of(Datatype.UINT8);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16 -> Optional.of(Datatype.UINT16);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32 -> Optional.of(Datatype.UINT32);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64 -> Optional.of(Datatype.UINT64);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8 -> Optional.of(Datatype.INT8);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16 -> Optional.of(Datatype.INT16);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32 -> Optional.of(Datatype.INT32);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64 -> Optional.of(Datatype.INT64);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16 -> Optional.of(Datatype.FP16);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_BFLOAT16 -> Optional.of(Datatype.BF16);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT -> Optional.of(Datatype.FP32);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE -> Optional.of(Datatype.FP64);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_STRING -> Optional.of(Datatype.BYTES);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UNDEFINED,
                    ONNX_TENSOR_ELEMENT_DATA_TYPE_COMPLEX64,
                    ONNX_TENSOR_ELEMENT_DATA_TYPE_COMPLEX128,
                    ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT8E4M3FN,
                    ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT8E4M3FNUZ,
                    ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT8E5M2,
                    ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT8E5M2FNUZ ->
                    Optional.empty();
        };
    }

    private static Problem unsupported(String name, String kind, NodeInfo node) {
        return new Problem(
                RuntimeProblem.UNSUPPORTED_PORT,
                "'%s' was not loaded.".formatted(name),
                "%s '%s' is %s, and requests carry tensors of the Open Inference Protocol's types."
                        .formatted(kind, node.getName(), node.getInfo()),
                "Export the model with tensor inputs and outputs of a common type, such as FP32"
                        + " or INT64.");
    }
}
