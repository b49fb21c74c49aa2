package io.casemate.engine.export;

import io.casemate.engine.tasks.Progress;
import io.casemate.engine.units.Bytes;

/// Counts what is read and written, and tells it at every few mebibytes. Confined to one thread.
final class Meter {
    private static final long STEP = 4 << 20;

    private final Progress progress;
    private long left;
    private long all;
    private long told;
    private String doing = "";

    Meter(Progress progress) {
        this.progress = progress;
    }

    /// Starts to count `bytes` that are going to be moved.
    void begin(String participle, long bytes) {
        doing = participle;
        all = bytes;
        left = bytes;
        told = bytes;
        tell();
    }

    void moved(int bytes) {
        left -= bytes;
        if (told - left >= STEP || left == 0) {
            told = left;
            tell();
        }
    }

    private void tell() {
        long done = Math.min(all, all - left);
        progress.report(
                "%s, %s of %s".formatted(doing, new Bytes(done), new Bytes(all)),
                all == 0 ? 1 : (double) done / all);
    }
}
