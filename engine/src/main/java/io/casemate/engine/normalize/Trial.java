package io.casemate.engine.normalize;

import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.OnnxWriter;
import io.casemate.engine.runtime.SingleSession;
import io.casemate.engine.tensors.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What models are tried with.
///
/// @param folder where the external data of the models lie
/// @param scratch an existing folder for files that are gone when a model is closed
/// @param samples inputs of the model; none where nothing is compared
public record Trial(Path folder, Path scratch, List<List<Tensor>> samples) {

    public Trial {
        samples = List.copyOf(samples);
    }

    /// What is done with a model while it is loaded.
    @FunctionalInterface
    public interface Use<T> {
        T with(SingleSession session) throws IOException;
    }

    /// Loads `model` as it is, with every graph optimization off.
    ///
    /// @throws io.casemate.engine.problem.EngineException when the engine turns it down
    public <T> T plain(Model model, Use<T> use) throws IOException {
        return withFile(model, file -> SingleSession.openPlain(file, 1), use);
    }

    /// Loads `model` as it is served.
    ///
    /// @throws io.casemate.engine.problem.EngineException when the engine turns it down
    public <T> T optimized(Model model, Use<T> use) throws IOException {
        return withFile(model, file -> SingleSession.open(file, 1), use);
    }

    private interface Opening {
        SingleSession open(Path file);
    }

    private <T> T withFile(Model model, Opening opening, Use<T> use) throws IOException {
        Path own = Files.createTempDirectory(scratch, "trial");
        Path file = own.resolve("model.onnx");
        try {
            OnnxWriter.write(model, folder, file);
            try (SingleSession session = opening.open(file)) {
                return use.with(session);
            }
        } finally {
            OnnxWriter.delete(file);
            Files.delete(own);
        }
    }
}
