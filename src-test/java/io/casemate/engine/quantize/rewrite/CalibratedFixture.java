package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.golden.NpyWriter;
import io.casemate.engine.normalize.Likeness;
import io.casemate.engine.normalize.Trial;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.OnnxReader;
import io.casemate.engine.onnx.ReadLimits;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.quantize.Recipe;
import io.casemate.engine.quantize.Step;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.tensors.Datatype;
import io.casemate.engine.tensors.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/// Inputs that resemble those of real models, in that their elements go together and some are far
/// larger than others; and recipes that are calibrated on them.
///
/// @param folder of one test
/// @param width of the input `x`, `[rows, width]`
record CalibratedFixture(Path folder, int width) {
    static final int ROWS = 24;
    private static final int SAMPLES = 12;
    private static final int FACTORS = 12;

    /// {@return the samples that ranges may be found on; they are written to `folder`}
    CalibrationSource source() throws IOException {
        float[] all = new float[SAMPLES * ROWS * width];
        for (int i = 0; i < SAMPLES; i++) {
            System.arraycopy(rows(i), 0, all, i * ROWS * width, ROWS * width);
        }
        return source(all);
    }

    CalibrationSource source(float[] all) throws IOException {
        Path samples = Files.createTempDirectory(folder, "samples");
        int count = all.length / ROWS / width;
        NpyWriter.floats(samples.resolve("x.npy"), all, count, ROWS, width);
        return new CalibrationSource(samples, size -> IntStream.range(0, size).toArray());
    }

    /// {@return one sample; those below 0 are not among the ones that are written}
    float[] rows(int sample) {
        var mixing = new Random(5);
        float[][] mixed = new float[width][FACTORS];
        for (float[] row : mixed) {
            float size = (float) Math.exp(mixing.nextGaussian());
            for (int f = 0; f < FACTORS; f++) {
                row[f] = size * (float) mixing.nextGaussian();
            }
        }
        var random = new Random(1000 + sample);
        float[] rows = new float[ROWS * width];
        for (int r = 0; r < ROWS; r++) {
            float[] factors = new float[FACTORS];
            for (int f = 0; f < FACTORS; f++) {
                factors[f] = (float) random.nextGaussian();
            }
            for (int k = 0; k < width; k++) {
                float sum = 0.1f * (float) random.nextGaussian();
                for (int f = 0; f < FACTORS; f++) {
                    sum += mixed[k][f] * factors[f];
                }
                rows[r * width + k] = sum;
            }
        }
        return rows;
    }

    Outcome<RewriteReport> apply(Path parent, Step... steps) throws IOException {
        Path output = Files.createTempDirectory(folder, "made");
        var places = new RecipeRewriter.Places(parent, output, Optional.of(source()));
        return RecipeRewriter.apply(Recipe.of("test", steps), places, Progress.NONE);
    }

    /// {@return how alike the two answer on inputs that nothing was calibrated on, in dB}
    double likeness(Path parent, Path variant) throws IOException {
        var inputs = new ArrayList<List<Tensor>>();
        for (int i = 1; i <= 8; i++) {
            inputs.add(List.of(tensor(rows(-i))));
        }
        var trial = new Trial(folder, folder, inputs);
        List<List<Tensor>> expected = answers(trial, parent);
        List<List<Tensor>> actual = answers(trial, variant);
        return Likeness.between(expected, actual).worst();
    }

    private static List<List<Tensor>> answers(Trial trial, Path file) throws IOException {
        Model model = OnnxReader.read(file, ReadLimits.STANDARD);
        return trial.optimized(
                model, session -> trial.samples().stream().map(session::run).toList());
    }

    private Tensor tensor(float[] values) {
        ByteBuffer data =
                ByteBuffer.allocateDirect(values.length * Float.BYTES)
                        .order(ByteOrder.nativeOrder());
        data.asFloatBuffer().put(values);
        return new Tensor("x", Datatype.FP32, new long[] {ROWS, width}, data);
    }
}
