package io.casemate.engine.airlock;

import io.casemate.engine.units.Bytes;
import java.time.Duration;

/// How far the copying of one import is, over all of its files that are known so far.
///
/// @param bytes that are copied; while checking, that are checked
/// @param of bytes in all; while checking, that are to be checked; 0 before that is known
/// @param continuedAt how many bytes were there already; 0 when nothing was
/// @param perSecond bytes a second since copying began or went on; 0 before that is known
public record Copying(Phase phase, long bytes, long of, long continuedAt, long perSecond) {
    static final Copying NOTHING = new Copying(Phase.COPYING, 0, 0, 0, 0);

    /// What is done with the bytes.
    public enum Phase {
        /// What an interrupted copy has left is held against the source.
        CHECKING,
        COPYING
    }

    /// {@return the share of the bytes that is copied, 0 to 1; checking copies nothing}
    public double fraction() {
        boolean isNothing = of == 0 || phase == Phase.CHECKING;
        return isNothing ? 0 : Math.min(1, (double) bytes / of);
    }

    public boolean isUnderWay() {
        return bytes < of;
    }

    /// {@return how long the rest takes at this rate; zero when that cannot be told}
    public Duration left() {
        return perSecond == 0 ? Duration.ZERO : Duration.ofMillis((of - bytes) * 1_000 / perSecond);
    }

    /// {@return the figures in one line, such as `continued at 3.20 GiB: copied 5.00 GiB of 20.0
    /// GiB, 98.1 MiB/s, 157 s left`}
    String line() {
        if (phase == Phase.CHECKING) {
            return "checking what is there against the source, %s of %s"
                    .formatted(new Bytes(bytes), new Bytes(of));
        }
        String begun =
                continuedAt == 0 ? "copied" : "continued at %s:".formatted(new Bytes(continuedAt));
        String line = "%s %s of %s".formatted(begun, new Bytes(bytes), new Bytes(of));
        return perSecond == 0 || !isUnderWay()
                ? line
                : "%s, %s/s, %s left".formatted(line, new Bytes(perSecond), told(left()));
    }

    private static String told(Duration length) {
        long seconds = length.toSeconds() + 1;
        return seconds < 120 ? seconds + " s" : (seconds + 59) / 60 + " min";
    }
}
