package io.casemate.engine.airlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenIntakeTest {
    @TempDir Path temp;
    private Path from;
    private Path to;

    @BeforeEach
    void open() {
        from = temp.resolve("from");
        to = temp.resolve("to");
    }

    private void given(String... files) throws IOException {
        for (String file : files) {
            Path path = from.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, file);
        }
    }

    private List<String> taken() throws IOException {
        try (Stream<Path> all = Files.walk(to)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> to.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void takesSamplesLabelsAndTheMetricAndNothingElse() throws Exception {
        given(
                "model.onnx",
                "readme.txt",
                "labels.csv",
                "metric.json",
                "other.json",
                "one.npz",
                "x.npy",
                "sample-1/a.npy",
                "sample-1/deeper/b.npy",
                "sample-1/run.sh",
                "test_data_set_0/input_0.pb",
                "test_data_set_0/output_0.pb");

        new GoldenIntake(from, to).copy();

        assertEquals(
                List.of(
                        "labels.csv",
                        "metric.json",
                        "one.npz",
                        "sample-1/a.npy",
                        "test_data_set_0/input_0.pb",
                        "x.npy"),
                taken());
        assertEquals("metric.json", Files.readString(to.resolve("metric.json")));
    }

    @Test
    void refusesAFolderWithoutSamples() throws Exception {
        given("readme.txt");

        Refusal refusal = assertThrows(Refusal.class, () -> new GoldenIntake(from, to).copy());

        assertEquals(AirlockProblem.BAD_GOLDEN_SET, refusal.problem().code());
    }
}
