package io.casemate.engine.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.problem.Problem;
import io.casemate.engine.tensors.Datatype;
import io.casemate.engine.tensors.Port;
import io.casemate.engine.tensors.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleFormsTest {
    private static final Port X = new Port("x", Datatype.FP32, List.of(-1L, 3L));
    private static final Port FREE = new Port("x", Datatype.FP32, List.of(1L, -1L));
    private static final Port N = new Port("n", Datatype.INT64, List.of(1L, 1L));

    @TempDir Path folder;

    @Test
    void readsAZipFileForEachSample() throws IOException {
        zip("b.npz", "x.npy", new float[] {4, 5, 6}, 3);
        zip("a.npz", "x.npy", new float[] {1, 2, 3}, 1, 3);

        GoldenSet set = GoldenSets.open(folder, List.of(X));

        assertEquals(2, set.size());
        assertArrayEquals(new float[] {1, 2, 3}, floats(set.sample(0).getFirst()));
        assertArrayEquals(new float[] {4, 5, 6}, floats(set.sample(1).getFirst()));
        assertArrayEquals(new long[] {1, 3}, set.sample(1).getFirst().shape());
        assertEquals("b.npz", set.source(1));
    }

    @Test
    void takesArraysOfAZipFileInTheirOrderWhenTheyHaveOtherNames() throws IOException {
        zip("a.npz", "arr_0.npy", new float[] {1, 2, 3}, 1, 3);

        GoldenSet set = GoldenSets.open(folder, List.of(X));

        assertArrayEquals(new float[] {1, 2, 3}, floats(set.sample(0).getFirst()));
    }

    @Test
    void readsFilesOfDifferentShapesWhenTheModelTakesOneInput() throws IOException {
        NpyWriter.floats(folder.resolve("one.npy"), new float[] {1}, 1, 1);
        NpyWriter.floats(folder.resolve("two.npy"), new float[] {2, 3}, 1, 2);
        NpyWriter.longs(folder.resolve("labels.npy"), new long[] {4, 5}, 2);

        GoldenSet set = GoldenSets.open(folder, List.of(FREE));

        assertArrayEquals(new long[] {1, 1}, set.sample(0).getFirst().shape());
        assertArrayEquals(new long[] {1, 2}, set.sample(1).getFirst().shape());
        assertEquals(OptionalLong.of(5), set.label(1));
    }

    @Test
    void readsAFolderForEachSample() throws IOException {
        Path first = Files.createDirectory(folder.resolve("s0"));
        NpyWriter.floats(first.resolve("x.npy"), new float[] {1, 2, 3}, 1, 3);
        NpyWriter.longs(first.resolve("n.npy"), new long[] {9}, 1, 1);

        GoldenSet set = GoldenSets.open(folder, List.of(N, X));

        assertEquals(List.of("n", "x"), set.sample(0).stream().map(Tensor::name).toList());
    }

    @Test
    void readsRowsOfATableWithLabels() throws IOException {
        Files.writeString(folder.resolve("t.csv"), "a,b,label,c\n1,2,7,3\r\n4,5,8,6\n");

        GoldenSet set = GoldenSets.open(folder, List.of(X));

        assertEquals(2, set.size());
        assertArrayEquals(new float[] {1, 2, 3}, floats(set.sample(0).getFirst()));
        assertArrayEquals(new float[] {4, 5, 6}, floats(set.sample(1).getFirst()));
        assertEquals(OptionalLong.of(8), set.label(1));
    }

    @Test
    void readsColumnsNamedAfterTheInputs() throws IOException {
        Files.writeString(folder.resolve("t.csv"), "n;other;x\n5;0;2.5\n");
        var x = new Port("x", Datatype.FP32, List.of(-1L, 1L));

        GoldenSet set = GoldenSets.open(folder, List.of(x, N));

        assertArrayEquals(new float[] {2.5f}, floats(set.sample(0).getFirst()));
        assertEquals(5, set.sample(0).get(1).data().getLong());
    }

    @Test
    void refusesATableWithTooFewColumnsOrWithText() throws IOException {
        Files.writeString(folder.resolve("t.csv"), "1,2\n");
        assertRefused("GOLDEN-004", "Row 1 has 2 numbers");

        Files.writeString(folder.resolve("t.csv"), "a,b,c\n1,2,3\n1,two,3\n");
        GoldenSet set = open();
        Problem problem = assertThrows(GoldenException.class, () -> set.sample(1)).problem();
        assertTrue(problem.why().contains("Row 2 has 'two'"), problem.why());
    }

    @Test
    void refusesASampleOfAnotherTypeOrShape() throws IOException {
        Files.createDirectory(folder.resolve("s"));
        NpyWriter.floats(folder.resolve("a.npy"), new float[4], 1, 4);
        assertRefused("GOLDEN-004", "[1, 4]");

        Files.delete(folder.resolve("a.npy"));
        NpyWriter.longs(folder.resolve("a.npy"), new long[3], 1, 3);
        assertRefused("GOLDEN-003", "INT64");
    }

    @Test
    void refusesAZipFileThatIsNone() throws IOException {
        Files.writeString(folder.resolve("a.npz"), "no zip");

        assertRefused("GOLDEN-002", "zip");
    }

    @Test
    void cutsAStackIntoBatchesOfTheSizeThatTheModelTakes() throws IOException {
        NpyWriter.floats(folder.resolve("x.npy"), new float[] {1, 2, 3, 4}, 4, 1);
        var pairs = new Port("x", Datatype.FP32, List.of(2L, 1L));

        GoldenSet set = GoldenSets.open(folder, List.of(pairs));

        assertEquals(2, set.size());
        assertArrayEquals(new float[] {3, 4}, floats(set.sample(1).getFirst()));
    }

    @Test
    void namesTheSampleAndTheElementThatIsNotFinite() throws IOException {
        NpyWriter.floats(folder.resolve("x.npy"), new float[] {1, 2, 3, 4, Float.NaN, 6}, 2, 3);
        var samples = new FiniteSamples(folder, open());

        samples.sample(0);
        Problem problem = assertThrows(GoldenException.class, () -> samples.sample(1)).problem();

        assertEquals("GOLDEN-005", problem.code().id());
        assertEquals(
                "x.npy, sample 1: element 1 of the input 'x' is NaN; all must be finite.",
                problem.why());
    }

    private GoldenSet open() throws IOException {
        return GoldenSets.open(folder, List.of(X));
    }

    private void assertRefused(String code, String part) {
        Problem problem = assertThrows(GoldenException.class, this::open).problem();
        assertEquals(code, problem.code().id());
        assertTrue(problem.why().contains(part), problem.why());
    }

    private void zip(String name, String entry, float[] values, long... shape) throws IOException {
        Path array = folder.resolve("temporary");
        NpyWriter.floats(array, values, shape);
        try (var zip = new ZipOutputStream(Files.newOutputStream(folder.resolve(name)))) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(Files.readAllBytes(array));
        }
        Files.delete(array);
    }

    private static float[] floats(Tensor tensor) {
        float[] values = new float[(int) tensor.elements()];
        tensor.data().asFloatBuffer().get(values);
        return values;
    }
}
