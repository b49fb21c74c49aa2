package io.casemate.engine.airlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.assets.demo.DemoModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whatever a model holds, inspection passes or refuses it in time, fails in no other way and
/// writes nothing. `-Dcasemate.fuzz=20000` tries more models than 500.
@Timeout(600)
final class InspectionFuzzTest {
    private static final int COUNT = Integer.getInteger("casemate.fuzz", 500);
    private static final long SEED = Long.getLong("casemate.fuzz.seed", 42);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    @TempDir Path temp;
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    private final TreeMap<String, Integer> counts = new TreeMap<>();

    private void inspect(byte[] content, int index) throws IOException {
        Path file = temp.resolve("odd.onnx");
        Files.write(file, content);
        long start = System.nanoTime();
        String verdict;
        try {
            verdict = Inspections.verdict(file);
        } catch (RuntimeException e) {
            throw new AssertionError("model %d of seed %d".formatted(index, SEED), e);
        }
        Duration taken = Duration.ofNanos(System.nanoTime() - start);

        assertTrue(taken.compareTo(LONGEST) < 0, "model %d took %s".formatted(index, taken));
        assertTrue(verdict.matches("passes|warns .*|AL-[4-9]\\d\\d"), verdict);
        counts.merge(verdict, 1, Integer::sum);
    }

    @Test
    void decidesOnMutatedModels() throws IOException {
        var models = new MutatedModels(random);
        for (int i = 0; i < COUNT; i++) {
            inspect(models.next(), i);
        }

        System.out.println("mutated models: " + counts);
        try (Stream<Path> left = Files.list(temp)) {
            assertEquals(List.of(temp.resolve("odd.onnx")), left.toList());
        }
    }

    @Test
    void decidesOnModelsWithOneBitFlipped() throws IOException {
        byte[] demo = Files.readAllBytes(DemoModel.create(Files.createTempDirectory("demo")));
        for (int i = 0; i < COUNT; i++) {
            byte[] flipped = demo.clone();
            // the first bytes and the last are structure, most of the rest is weights
            int at = random.nextBoolean() ? random.nextInt(demo.length) : random.nextInt(2_000);
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            inspect(flipped, i);
        }

        System.out.println("bit flips: " + counts);
    }
}
