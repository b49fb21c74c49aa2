package io.casemate.engine.fleet;

import io.casemate.engine.units.Bytes;
import io.casemate.engine.worker.JavaCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// How the agent of this machine is started.
///
/// @param command starts this program again
/// @param arguments of the verb `agent`, such as `--data DIR`; they are followed by `--port N`,
///   where 0 means any free port
/// @param folder where the agent's log and last port are kept; must exist
/// @param heap the agent's Java heap; models lie outside it
/// @param options further JVM options
/// @param port fixed port of the agent; 0: the one it had last if that is free, else any
/// @param restarts pauses before the first, second, … restart of an agent that died; the last one
///   is repeated
public record EmbeddedFleetConfig(
        JavaCommand command,
        List<String> arguments,
        Path folder,
        Bytes heap,
        List<String> options,
        int port,
        List<Duration> restarts) {
    private static final List<Duration> RESTARTS =
            List.of(
                    Duration.ofMillis(200),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(10));
    private static final Bytes HEAP = Bytes.mebibytes(512);

    public EmbeddedFleetConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port is not from 0 to 65535: " + port);
        }
        if (restarts.isEmpty()) {
            throw new IllegalArgumentException("restarts is empty");
        }
        arguments = List.copyOf(arguments);
        options = List.copyOf(options);
        restarts = List.copyOf(restarts);
    }

    /// {@return the usual agent: 512 MiB of heap, any port}
    public static EmbeddedFleetConfig of(JavaCommand command, List<String> arguments, Path folder) {
        return new EmbeddedFleetConfig(command, arguments, folder, HEAP, List.of(), 0, RESTARTS);
    }

    public EmbeddedFleetConfig withPort(int fixed) {
        return new EmbeddedFleetConfig(command, arguments, folder, heap, options, fixed, restarts);
    }

    public EmbeddedFleetConfig withRestarts(List<Duration> pauses) {
        return new EmbeddedFleetConfig(command, arguments, folder, heap, options, port, pauses);
    }

    /// @param deaths how many times in a row the agent has died, 1 or more
    Duration pauseAfter(int deaths) {
        return restarts.get(Math.min(deaths, restarts.size()) - 1);
    }
}
