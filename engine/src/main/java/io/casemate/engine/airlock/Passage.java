package io.casemate.engine.airlock;

import io.casemate.engine.problem.EngineException;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;

/// A part of the way through the airlock that may fail.
@FunctionalInterface
interface Passage<T> {

    Outcome<T> pass() throws IOException, InterruptedException;

    /// {@return the outcome of `passage`, or a refusal that says why `source` could not be read}
    static <T> Outcome<T> unlessBroken(Path source, Passage<T> passage)
            throws InterruptedException {
        try {
            return passage.pass();
        } catch (EngineException e) {
            return Outcome.refused(e.problem());
        } catch (ClosedByInterruptException _) {
            Thread.interrupted(); // the exception tells of it now
            throw new InterruptedException("cancelled while a file was read or written");
        } catch (UncheckedIOException e) {
            return Outcome.refused(unreadable(source, e.getCause()));
        } catch (IOException e) {
            return Outcome.refused(unreadable(source, e));
        }
    }

    static Problem unreadable(Path source, IOException e) {
        return AirlockProblem.UNREADABLE.because(
                "%s was not imported.".formatted(source),
                "It could not be read or copied: %s.".formatted(e),
                "Check the stick, the file's permissions, and the free space of the data folder.");
    }
}
