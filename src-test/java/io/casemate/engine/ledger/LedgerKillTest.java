package io.casemate.engine.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.ledger.LedgerFixture.Notes;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Kills a process that appends, again and again on the same files. `-Dcasemate.kills=N` sets the
/// number of rounds.
final class LedgerKillTest {
    private static final int ROUNDS = Integer.getInteger("casemate.kills", 8);

    @TempDir Path data;

    /// Appends until it is killed, and prints each sequence once it is acknowledged.
    static final class Child {
        private Child() {}

        static void main(String[] args) {
            Ledger ledger = Ledgers.open(LedgerFixture.config(Path.of(args[0])));
            ledger.attach(new Notes(1));
            for (int thread = 0; thread < 3; thread++) {
                Thread.ofPlatform().start(() -> appendForever(ledger));
            }
        }

        private static void appendForever(Ledger ledger) {
            while (true) {
                long sequence = ledger.append(LedgerFixture.draft(1)).sequence();
                System.out.println(sequence);
            }
        }
    }

    @Test
    @Timeout(600)
    void losesNoAcknowledgedEntryWhenKilled() throws IOException, InterruptedException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long acknowledged = -1;

        for (int round = 0; round < ROUNDS; round++) {
            acknowledged = Math.max(acknowledged, runAndKill(1 + random.nextInt(150)));

            Notes notes = new Notes(1);
            try (Ledger ledger = Ledgers.open(LedgerFixture.config(data))) {
                ledger.attach(notes);
                long size = ledger.head().latest().size();
                assertTrue(size > acknowledged, "round " + round + ", seed " + seed);
                List<Long> expected = LongStream.range(0, size).boxed().toList();
                assertEquals(expected, notes.seen(), "round " + round + ", seed " + seed);
                assertEquals(List.of(), ledger.verify().problem().stream().toList());
                assertTrue(
                        ledger.recoveries().stream().noneMatch(note -> note.contains("set aside")),
                        ledger.recoveries().toString());
            }
        }
    }

    /// @return the highest sequence acknowledged
    private long runAndKill(int afterLines) throws IOException, InterruptedException {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Child.class.getName(),
                                data.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        long highest = -1;
        int lines = 0;
        try (BufferedReader out = child.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                // The last line may be cut in the middle by the kill: a smaller number, still true.
                highest = line.isEmpty() ? highest : Math.max(highest, Long.parseLong(line));
                lines++;
                if (lines == afterLines) {
                    child.toHandle().destroyForcibly();
                }
            }
        }
        child.waitFor();
        assertTrue(lines >= afterLines, "the child ended by itself after " + lines);
        return highest;
    }
}
