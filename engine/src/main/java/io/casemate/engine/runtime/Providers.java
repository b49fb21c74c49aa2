package io.casemate.engine.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import java.util.List;
import java.util.stream.Stream;

/// What the ONNX Runtime of this process brings. Maps the native library.
public final class Providers {

    private Providers() {}

    /// {@return the providers that are compiled into it, the CPU among them}
    public static List<ExecutionProvider> offered() {
        List<String> names =
                OrtEnvironment.getAvailableProviders().stream().map(OrtProvider::getName).toList();
        return Stream.of(ExecutionProvider.values())
                .filter(provider -> names.contains(provider.ortName()))
                .toList();
    }
}
