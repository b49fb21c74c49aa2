package io.casemate.engine.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Prints how fast entries are appended and how fast the read model is rebuilt. Run by hand; the
/// argument is an empty folder.
final class LedgerBench {
    private static final long SECONDS = 3;
    private static final int REBUILT = 100_000;

    private LedgerBench() {}

    static void main(String[] args) throws IOException, InterruptedException {
        Path data = Path.of(args[0]);
        try (Ledger ledger = Ledgers.open(LedgerFixture.config(data))) {
            measure(ledger, 1);
            measure(ledger, 8);
            fill(ledger);
        }
        Files.delete(data.resolve("casemate.mv.db"));
        long opening = System.nanoTime();
        try (Ledger ledger = Ledgers.open(LedgerFixture.config(data))) {
            long opened = System.nanoTime();
            ledger.attach(new LedgerFixture.Notes(1));
            long rebuilt = System.nanoTime();
            ledger.verify();
            long verified = System.nanoTime();
            System.out.printf(
                    "%d entries: open %d ms, rebuild %d ms, verify %d ms%n",
                    ledger.head().latest().size(),
                    (opened - opening) / 1_000_000,
                    (rebuilt - opened) / 1_000_000,
                    (verified - rebuilt) / 1_000_000);
        }
    }

    private static void measure(Ledger ledger, int count) throws InterruptedException {
        AtomicLong appended = new AtomicLong();
        long end = System.nanoTime() + SECONDS * 1_000_000_000;
        run(
                count,
                () -> {
                    while (System.nanoTime() < end) {
                        ledger.append(LedgerFixture.draft(1));
                        appended.incrementAndGet();
                    }
                });
        System.out.printf("%d threads: %d appends/s%n", count, appended.get() / SECONDS);
    }

    private static void fill(Ledger ledger) throws InterruptedException {
        run(
                256,
                () -> {
                    while (ledger.head().latest().size() < REBUILT) {
                        ledger.append(LedgerFixture.draft(1));
                    }
                });
    }

    private static void run(int count, Runnable work) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            threads.add(Thread.ofVirtual().start(work));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
