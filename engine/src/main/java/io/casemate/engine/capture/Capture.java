package io.casemate.engine.capture;

import io.casemate.engine.fleet.CaptureState;
import io.casemate.engine.units.Bytes;
import java.time.Instant;
import java.util.Optional;

/// A capture as the ledger has it, and as it goes now.
///
/// @param startedBy who gave the order
/// @param now how it goes; empty once it has ended, and before its agent said anything
/// @param ended what it left; empty while it runs
public record Capture(
        CaptureStarted started,
        Instant since,
        String startedBy,
        Optional<CaptureState> now,
        Optional<CaptureEnded> ended,
        boolean isDeleted) {

    public CaptureId id() {
        return started.capture();
    }

    public boolean isRunning() {
        return ended.isEmpty();
    }

    public int samples() {
        return ended.map(CaptureEnded::samples)
                .orElseGet(() -> now.map(CaptureState::kept).orElse(0));
    }

    public Bytes bytes() {
        return ended.map(CaptureEnded::bytes)
                .orElseGet(() -> now.map(CaptureState::bytes).orElse(new Bytes(0)));
    }

    public long dropped() {
        return ended.map(CaptureEnded::dropped)
                .orElseGet(() -> now.map(CaptureState::dropped).orElse(0L));
    }

    /// {@return how it goes or went}
    public CaptureState.Phase phase() {
        return ended.map(CaptureEnded::phase).orElse(CaptureState.Phase.RUNNING);
    }

    Capture with(Optional<CaptureState> state) {
        return new Capture(started, since, startedBy, state, ended, isDeleted);
    }

    Capture with(CaptureEnded end) {
        return new Capture(
                started, since, startedBy, Optional.empty(), Optional.of(end), isDeleted);
    }

    Capture deleted() {
        return new Capture(started, since, startedBy, now, ended, true);
    }
}
