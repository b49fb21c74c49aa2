package io.casemate.benchmarks;

import io.casemate.engine.golden.NpyWriter;
import io.casemate.engine.problem.EngineException;
import io.casemate.engine.runtime.SingleSession;
import io.casemate.engine.tensors.Datatype;
import io.casemate.engine.tensors.Port;
import io.casemate.engine.tensors.SeededInputs;
import io.casemate.engine.tensors.Tensor;
import io.casemate.engine.tensors.TensorNumbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Calibration data of noise for a model that brings none, so that static recipes can be timed.
/// Accuracy on them says nothing of real data.
final class SeededSamples {
    private static final long FIRST_SEED = 9_001;
    private static final int SAMPLES = 4;

    private SeededSamples() {}

    /// {@return `folder` with a file for each input; empty unless all inputs are `FLOAT` and the
    /// model runs on noise}
    static Optional<Path> write(Path modelFile, Path folder) throws IOException {
        try (SingleSession session = SingleSession.open(modelFile, 1)) {
            List<Port> ports = session.inputs();
            if (ports.stream().anyMatch(port -> port.datatype() != Datatype.FP32)) {
                return Optional.empty();
            }
            session.run(SeededInputs.of(ports, FIRST_SEED, 1));
            if (Files.exists(folder)) {
                return Optional.of(folder);
            }
            Files.createDirectories(folder);
            for (int i = 0; i < ports.size(); i++) {
                write(ports, i, folder);
            }
            return Optional.of(folder);
        } catch (EngineException e) {
            System.out.println(modelFile + " has no samples: " + e.problem().why());
            return Optional.empty();
        }
    }

    private static void write(List<Port> ports, int port, Path folder) throws IOException {
        Tensor first = SeededInputs.of(ports, FIRST_SEED, 1).get(port);
        long[] shape = first.shape().clone();
        int elements = Math.toIntExact(first.elements());
        float[] values = new float[SAMPLES * elements];
        for (int i = 0; i < SAMPLES; i++) {
            double[] sample = TensorNumbers.of(SeededInputs.of(ports, FIRST_SEED + i, 1).get(port));
            for (int j = 0; j < elements; j++) {
                values[i * elements + j] = (float) sample[j];
            }
        }
        shape[0] *= SAMPLES;
        NpyWriter.floats(folder.resolve(ports.get(port).name() + ".npy"), values, shape);
    }
}
