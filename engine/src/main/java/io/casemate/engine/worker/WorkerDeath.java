package io.casemate.engine.worker;

import io.casemate.engine.problem.Problem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Why a worker ended without an answer, read off its exit status and its last words.
final class WorkerDeath {
    private static final int SIGNAL_BASE = 128;
    private static final int OUT_OF_HEAP = 3;
    private static final int LAST_WORDS = 600;
    private static final int ENDING_SECONDS = 10;
    private static final Map<Integer, String> SIGNALS =
            Map.of(
                    4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 9, "SIGKILL", 11,
                    "SIGSEGV", 15, "SIGTERM");

    private final Process process;
    private final Job job;
    private final Path errors;

    WorkerDeath(Process process, Job job, Path errors) {
        this.process = process;
        this.job = job;
        this.errors = errors;
    }

    Problem problem(Throwable cause) throws InterruptedException {
        if (!process.waitFor(ENDING_SECONDS, TimeUnit.SECONDS)) {
            return WorkerProblem.BAD_ANSWER.because(
                    "The work on %s was stopped.".formatted(job.subject()),
                    "The worker sent what is no answer: %s.".formatted(cause.getMessage()),
                    "Send us the console's log.");
        }
        int status = process.exitValue();
        if (status == OUT_OF_HEAP) {
            return WorkerProblem.TOO_BIG.because(
                    "The work on %s was stopped.".formatted(job.subject()),
                    "It needed more than %s of Java heap.".formatted(job.limits().heap()),
                    "Use a smaller model, or a machine with more memory.");
        }
        return status > SIGNAL_BASE ? crashed(status - SIGNAL_BASE) : ended(status);
    }

    private Problem crashed(int signal) {
        return WorkerProblem.CRASHED.because(
                "The engine crashed while it worked on %s.".formatted(job.subject()),
                "The worker ended by signal %d%s%s"
                        .formatted(
                                signal,
                                SIGNALS.containsKey(signal) ? " (" + SIGNALS.get(signal) + ")" : "",
                                lastWords()),
                "Do not use this model; report it to where it came from.");
    }

    private Problem ended(int status) {
        return WorkerProblem.ENDED_EARLY.because(
                "The work on %s ended without an answer.".formatted(job.subject()),
                "The worker ended with exit code %d%s".formatted(status, lastWords()),
                "Try again; if it happens again, send us the console's log.");
    }

    /// {@return the end of what it wrote to standard error, as the end of a sentence}
    private String lastWords() {
        try (var file = new RandomAccessFile(errors.toFile(), "r")) {
            long length = file.length();
            int count = (int) Math.min(length, LAST_WORDS);
            byte[] tail = new byte[count];
            file.seek(length - count);
            file.readFully(tail);
            String words = new String(tail, StandardCharsets.UTF_8).strip();
            return words.isEmpty() ? "." : ", last words: " + words;
        } catch (IOException _) {
            return "."; // it wrote nothing
        }
    }
}
