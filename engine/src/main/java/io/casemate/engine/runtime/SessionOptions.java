package io.casemate.engine.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Map;

/// [SessionSettings] in ONNX Runtime's own form.
final class SessionOptions {
    private static final String ON = "1";
    private static final String OFF = "0";

    private SessionOptions() {}

    /// @param threads that share one operator
    /// @throws OrtException when the provider is not part of this ONNX Runtime
    static OrtSession.SessionOptions open(SessionSettings settings, int threads)
            throws OrtException {
        var options = new OrtSession.SessionOptions();
        try {
            apply(settings, threads, options);
            return options;
        } catch (OrtException e) {
            options.close();
            throw e;
        }
    }

    private static void apply(
            SessionSettings settings, int threads, OrtSession.SessionOptions options)
            throws OrtException {
        options.setIntraOpNumThreads(threads);
        int interOp = settings.threads().interOp();
        options.setInterOpNumThreads(interOp);
        if (interOp > 1) {
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.PARALLEL);
        }
        switch (settings.threads().spinning()) {
            case OFF -> {
                options.addConfigEntry("session.intra_op.allow_spinning", OFF);
                options.addConfigEntry("session.inter_op.allow_spinning", OFF);
            }
            case WHILE_RUNNING -> options.addConfigEntry("session.force_spinning_stop", ON);
            case ALWAYS -> options.addConfigEntry("session.force_spinning_stop", OFF);
        }
        options.setOptimizationLevel(level(settings.graph()));
        options.setMemoryPatternOptimization(settings.memoryPattern());
        options.setCPUArenaAllocator(settings.arena());
        add(settings, options);
    }

    private static OrtSession.SessionOptions.OptLevel level(GraphLevel level) {
        return switch (level) {
            case OFF -> OrtSession.SessionOptions.OptLevel.NO_OPT;
            case BASIC -> OrtSession.SessionOptions.OptLevel.BASIC_OPT;
            case EXTENDED -> OrtSession.SessionOptions.OptLevel.EXTENDED_OPT;
            case ALL -> OrtSession.SessionOptions.OptLevel.ALL_OPT;
        };
    }

    private static void add(SessionSettings settings, OrtSession.SessionOptions options)
            throws OrtException {
        switch (settings.provider()) {
            case CPU -> {
                return;
            }
            case CUDA -> options.addCUDA();
            case TENSORRT -> options.addTensorrt(0);
            case DIRECTML -> options.addDirectML(0);
            case COREML -> options.addCoreML(Map.of());
            case OPENVINO -> options.addOpenVINO("");
            case DNNL -> options.addDnnl(settings.arena());
            case XNNPACK -> options.addXnnpack(Map.of());
        }
        if (!settings.allowsFallback()) {
            options.addConfigEntry("session.disable_cpu_ep_fallback", ON);
        }
    }
}
