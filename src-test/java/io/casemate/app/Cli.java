package io.casemate.app;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.casemate.engine.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The program as a process of its own, as a script would run it.
///
/// @param data the data folder
/// @param scratch where output is kept
record Cli(Path data, Path scratch) {
    private static final int PATIENCE_SECONDS = 120;

    /// How a command ended.
    record Ended(int code, String out, String err) {
        JsonNode json() {
            return Json.mapper().readTree(out);
        }

        String problemCode() {
            return json().path("problem").path("code").asString();
        }
    }

    /// Runs a verb to its end, with `--json`.
    Ended run(String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(scratch, "out", ".txt");
        Path err = Files.createTempFile(scratch, "err", ".txt");
        Process process =
                new ProcessBuilder(line(arguments))
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        if (!process.waitFor(PATIENCE_SECONDS, SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(
                    "no end after %d s: %s".formatted(PATIENCE_SECONDS, List.of(arguments)));
        }
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /// {@return what a verb answered that must succeed}
    JsonNode done(String... arguments) throws IOException, InterruptedException {
        Ended ended = run(arguments);
        assertEquals(0, ended.code(), ended.out() + ended.err());
        return ended.json();
    }

    /// Starts `serve` and waits until it says that it is ready.
    Process serve() throws IOException {
        Process process =
                new ProcessBuilder(line("serve"))
                        .redirectError(Files.createTempFile(scratch, "serve", ".txt").toFile())
                        .start();
        var said = process.inputReader(StandardCharsets.UTF_8);
        if (said.readLine() == null) {
            throw new AssertionError("serve ended before it was ready");
        }
        Thread.ofVirtual().start(() -> said.lines().forEach(_ -> {}));
        return process;
    }

    /// Starts a verb and leaves it running.
    Process start(String... arguments) throws IOException {
        return new ProcessBuilder(line(arguments))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private List<String> line(String... arguments) {
        var line = new ArrayList<String>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add("-Xmx512m");
        line.add("-XX:+UseSerialGC");
        line.add("-XX:TieredStopAtLevel=1");
        line.add("--enable-native-access=ALL-UNNAMED");
        line.add("-cp");
        line.add(System.getProperty("java.class.path"));
        line.add("io.casemate.app.Main");
        line.addAll(List.of(arguments));
        line.add("--data");
        line.add(data.toString());
        line.add("--json");
        return line;
    }
}
