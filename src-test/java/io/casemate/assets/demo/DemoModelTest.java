package io.casemate.assets.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoModelTest {
    @TempDir Path folder;

    @Test
    void makesTheSameFilesEachTime() throws IOException {
        Path first = DemoModel.create(folder.resolve("a"));
        Path second = DemoModel.create(folder.resolve("b"));

        for (String file : List.of("model.onnx", "golden/features.npy", "golden/labels.npy")) {
            assertEquals(
                    -1,
                    Files.mismatch(first.resolveSibling(file), second.resolveSibling(file)),
                    file);
        }
    }

    @Test
    void learnsEnoughAndLeavesSomethingToLose() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20);
        Samples samples = Samples.make(3_500, random);
        var classifier = new Classifier(random);

        classifier.train(samples.part(0, 3_000));

        double accuracy = accuracy(classifier, samples.part(3_000, 3_500));
        assertTrue(accuracy > 0.92 && accuracy < 0.985, "accuracy " + accuracy);
    }

    private static double accuracy(Classifier classifier, Samples held) {
        int right = 0;
        for (int i = 0; i < held.count(); i++) {
            float[] value =
                    java.util.Arrays.copyOfRange(
                            held.features(), i * Samples.FEATURES, (i + 1) * Samples.FEATURES);
            for (int layer = 0; layer < 3; layer++) {
                value = classifier.layers().get(layer).forward(value);
                for (int j = 0; layer < 2 && j < value.length; j++) {
                    value[j] = Math.max(0, value[j]);
                }
            }
            int best = 0;
            for (int j = 1; j < value.length; j++) {
                best = value[j] > value[best] ? j : best;
            }
            right += best == held.labels()[i] ? 1 : 0;
        }
        return (double) right / held.count();
    }
}
