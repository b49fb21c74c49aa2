package io.casemate.engine.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.runtime.TinyModels;
import io.casemate.engine.tensors.Datatype;
import io.casemate.engine.tensors.Port;
import io.casemate.engine.tensors.Tensor;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What lies beside samples, and how many of them are in memory.
class LabelFilesTest {
    private static final Port X = new Port("x", Datatype.FP32, List.of(-1L, -1L));

    @TempDir Path folder;

    @Test
    void readsALineOfLabelsForEachSample() throws IOException {
        samples(3);
        Files.writeString(folder.resolve("labels.csv"), "label\n7\n1.5\n\n");

        GoldenSet golden = GoldenSets.open(folder, List.of(X));

        assertEquals(OptionalLong.of(7), golden.label(0));
        assertEquals(OptionalLong.empty(), golden.label(1));
        assertArrayEquals(new double[] {1.5}, golden.truth(1));
        assertArrayEquals(new double[0], golden.truth(2));
    }

    @Test
    void readsSeveralNumbersOfASample() throws IOException {
        samples(2);
        NpyWriter.floats(folder.resolve("labels.npy"), new float[] {1, 2, 3, 4}, 2, 2);

        GoldenSet golden = GoldenSets.open(folder, List.of(X));

        assertArrayEquals(new double[] {3, 4}, golden.truth(1));
        assertEquals(OptionalLong.empty(), golden.label(1));
    }

    @Test
    void namesTheLineThatIsNoLabel() throws IOException {
        samples(2);
        Files.writeString(folder.resolve("labels.csv"), "1\ncat\n");

        assertTrue(refusal().contains("Line 2 is 'cat'"), refusal());
    }

    @Test
    void refusesAsManyLabelsAsThereAreNotSamples() throws IOException {
        samples(2);
        Files.writeString(folder.resolve("labels.csv"), "1\n2\n3\n");

        assertTrue(refusal().contains("3 labels, and there are 2 samples"), refusal());
    }

    @Test
    void namesTheInputThatASampleLacks() throws IOException {
        samples(1);
        var other = new Port("mask", Datatype.FP32, List.of(-1L));

        GoldenException refused =
                assertThrows(
                        GoldenException.class, () -> GoldenSets.open(folder, List.of(X, other)));

        assertTrue(refused.problem().why().contains("mask is missing"), refused.problem().why());
    }

    @Test
    void takesSamplesOfDifferentShapes() throws IOException {
        samples(3);

        GoldenSet golden = GoldenSets.open(folder, List.of(X));

        assertArrayEquals(new long[] {1, 1}, golden.sample(0).getFirst().shape());
        assertArrayEquals(new long[] {1, 3}, golden.sample(2).getFirst().shape());
    }

    @Test
    void holdsNoSampleOnceItWasRead() throws Exception {
        samples(300);
        GoldenSet golden = GoldenSets.open(folder, List.of(X));
        var read = new ArrayList<WeakReference<Tensor>>();

        for (int i = 0; i < golden.size(); i++) {
            read.add(new WeakReference<>(golden.sample(i).getFirst()));
        }

        assertEquals(0, live(read));
    }

    private static long live(List<WeakReference<Tensor>> read) {
        long live = read.size();
        for (int tries = 0; tries < 50 && live > 0; tries++) {
            System.gc();
            live = read.stream().filter(one -> one.get() != null).count();
        }
        return live;
    }

    private void samples(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Tensor sample = TinyModels.tensor("x", new long[] {1, i + 1}, new float[i + 1]);
            NpzWriter.write(folder.resolve("s-%04d.npz".formatted(i)), List.of(sample));
        }
    }

    private String refusal() {
        return assertThrows(GoldenException.class, () -> GoldenSets.open(folder, List.of(X)))
                .problem()
                .why();
    }
}
