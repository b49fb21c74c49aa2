package io.casemate.engine.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.casemate.engine.tensors.Datatype;
import io.casemate.engine.tensors.Port;
import io.casemate.engine.tensors.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenSetsTest {
    private static final Port X = new Port("x", Datatype.FP32, List.of(-1L, 3L));

    @TempDir Path folder;

    @Test
    void readsSamplesAlongTheFirstAxisWithTheirLabels() throws IOException {
        NpyWriter.floats(folder.resolve("x.npy"), new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
        NpyWriter.longs(folder.resolve("labels.npy"), new long[] {7, 8}, 2);

        GoldenSet golden = GoldenSets.open(folder, List.of(X));

        Tensor second = golden.sample(1).getFirst();
        float[] values = new float[3];
        second.data().asFloatBuffer().get(values);
        assertEquals(2, golden.size());
        assertArrayEquals(new long[] {1, 3}, second.shape());
        assertArrayEquals(new float[] {4, 5, 6}, values);
        assertEquals(OptionalLong.of(8), golden.label(1));
    }

    @Test
    void hasNoLabelsWithoutAFileOfThem() throws IOException {
        NpyWriter.floats(folder.resolve("x.npy"), new float[3], 1, 3);

        assertEquals(OptionalLong.empty(), GoldenSets.open(folder, List.of(X)).label(0));
    }

    @Test
    void refusesAMissingFile() {
        assertEquals("GOLDEN-001", code());
    }

    @Test
    void refusesAnotherTypeOrShape() throws IOException {
        Path file = folder.resolve("x.npy");
        NpyWriter.longs(file, new long[3], 1, 3);
        assertEquals("GOLDEN-003", code());

        Files.delete(file);
        NpyWriter.floats(file, new float[4], 1, 4);
        assertEquals("GOLDEN-004", code());
    }

    @Test
    void refusesAModelThatTakesOnlyBatchesOfAnotherSize() throws IOException {
        NpyWriter.floats(folder.resolve("x.npy"), new float[24], 12, 2);
        var batches = new Port("x", Datatype.FP32, List.of(8L, 2L));

        GoldenException refused =
                assertThrows(
                        GoldenException.class, () -> GoldenSets.open(folder, List.of(batches)));

        assertEquals("GOLDEN-004", refused.problem().code().id());
    }

    @Test
    void refusesLabelsOfAnotherCount() throws IOException {
        NpyWriter.floats(folder.resolve("x.npy"), new float[6], 2, 3);
        NpyWriter.longs(folder.resolve("labels.npy"), new long[3], 3);

        assertEquals("GOLDEN-004", code());
    }

    @Test
    void refusesAFileCutAnywhere() throws IOException {
        Path file = folder.resolve("x.npy");
        NpyWriter.floats(file, new float[6], 2, 3);
        byte[] whole = Files.readAllBytes(file);

        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertEquals("GOLDEN-002", code());
        }
    }

    @Test
    void readsOnnxTestDataByNameOrPlace() throws IOException {
        Path set = Files.createDirectories(folder.resolve("test_data_set_0"));
        byte[] unnamed = {10, 2, 1, 3, 16, 1, 34, 12, 0, 0, -128, 63, 0, 0, 0, 64, 0, 0, 0, 0};
        Files.write(set.resolve("input_0.pb"), unnamed);

        GoldenSet golden = GoldenSets.open(folder, List.of(X));

        float[] values = new float[3];
        golden.sample(0).getFirst().data().asFloatBuffer().get(values);
        assertEquals(1, golden.size());
        assertArrayEquals(new float[] {1, 2, 0}, values);
    }

    private String code() {
        return assertThrows(GoldenException.class, () -> GoldenSets.open(folder, List.of(X)))
                .problem()
                .code()
                .id();
    }
}
