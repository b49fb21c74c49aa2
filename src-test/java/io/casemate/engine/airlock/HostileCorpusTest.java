package io.casemate.engine.airlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every model of the hostile corpus is refused, with its own code, in time.
@Timeout(60)
final class HostileCorpusTest {
    private static final Duration LONGEST = Duration.ofSeconds(5);

    /// Codes of stages 4 to 9 that inspection refuses with, without looking at other files.
    private static final Set<String> CODES =
            Set.of(
                    "AL-401", "AL-402", "AL-403", "AL-404", "AL-501", "AL-502", "AL-503", "AL-504",
                    "AL-601", "AL-604", "AL-605", "AL-606", "AL-701", "AL-702", "AL-703", "AL-705",
                    "AL-706", "AL-901");

    @TempDir Path temp;

    static List<HostileCase> all() {
        return HostileCorpus.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void refuses(HostileCase hostile) throws IOException {
        Path file = Files.write(temp.resolve("hostile.onnx"), hostile.content());

        String verdict =
                Assertions.assertTimeoutPreemptively(LONGEST, () -> Inspections.verdict(file));

        assertEquals(hostile.code(), verdict);
        try (Stream<Path> left = Files.list(temp)) {
            assertEquals(List.of(file), left.toList());
        }
    }

    @Test
    void hasEveryCode() {
        var counts = new TreeMap<String, Integer>();
        all().forEach(hostile -> counts.merge(hostile.code(), 1, Integer::sum));
        System.out.println("hostile models by code: " + counts);

        assertEquals(new TreeSet<>(CODES), counts.navigableKeySet());
        assertTrue(all().size() >= 120, "models: " + all().size());
        assertEquals(
                all().size(),
                all().stream().map(HostileCase::toString).collect(Collectors.toSet()).size());
    }
}
