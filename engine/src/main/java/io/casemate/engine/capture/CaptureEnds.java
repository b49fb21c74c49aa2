package io.casemate.engine.capture;

import io.casemate.engine.fleet.CaptureState;
import io.casemate.engine.fleet.CaptureState.Phase;
import io.casemate.engine.fleet.RequestCaptures;
import io.casemate.engine.ledger.Draft;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.models.Content;
import io.casemate.engine.problem.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/// Writes down how captures ended, with what is in their folders then.
record CaptureEnds(Ledger ledger, RequestCaptures agents) {

    /// Writes the end of a capture that was to be stopped.
    ///
    /// @param answer of its agent
    /// @return refused while the agent may still keep requests; it is on record as running then
    Outcome<CaptureState> stopped(Capture capture, Outcome<CaptureState> answer) {
        Optional<CaptureState> state =
                switch (answer) {
                    case Outcome.Done<CaptureState>(CaptureState last) -> Optional.of(last);
                    case Outcome.Refused<CaptureState> _ ->
                            stateOf(capture).filter(last -> !last.isRunning());
                };
        state.ifPresent(last -> write(capture, last.phase(), last.why(), last.dropped()));
        return state.map(Outcome::done).orElse(answer);
    }

    void write(Capture capture, Phase phase, String why, long dropped) {
        Content kept;
        try {
            kept = new CaptureFolder(Path.of(capture.started().folder())).content();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var ended =
                new CaptureEnded(
                        capture.id(),
                        phase,
                        why,
                        kept.files().size(),
                        kept.bytes(),
                        dropped,
                        kept.listDigest());
        ledger.append(Draft.of(ended, capture.started().deployment().text()));
    }

    /// {@return how the agent says that it goes, or went}
    Optional<CaptureState> stateOf(Capture capture) {
        return agents.captures().latest().stream()
                .filter(state -> state.folder().equals(Path.of(capture.started().folder())))
                .findFirst();
    }
}
