package io.casemate.engine.runtime;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What may run nodes of a model. Which of them a host has is up to the ONNX Runtime that is
/// installed there.
public enum ExecutionProvider {
    CPU("CPUExecutionProvider"),
    CUDA("CUDAExecutionProvider"),
    TENSORRT("TensorrtExecutionProvider"),
    DIRECTML("DmlExecutionProvider"),
    COREML("CoreMLExecutionProvider"),
    OPENVINO("OpenVINOExecutionProvider"),
    DNNL("DnnlExecutionProvider"),
    XNNPACK("XnnpackExecutionProvider");

    private final String ortName;

    ExecutionProvider(String ortName) {
        this.ortName = ortName;
    }

    /// {@return what ONNX Runtime calls it}
    public String ortName() {
        return ortName;
    }

    /// {@return the one that people call `id`, in any case}
    public static Optional<ExecutionProvider> find(String id) {
        return Stream.of(values()).filter(it -> it.name().equalsIgnoreCase(id)).findFirst();
    }

    /// {@return what people call it}
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// {@return all of them, for a sentence}
    public static String ids() {
        return Stream.of(values()).map(ExecutionProvider::id).collect(Collectors.joining(", "));
    }
}
