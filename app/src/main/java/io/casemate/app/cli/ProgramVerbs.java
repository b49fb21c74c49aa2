package io.casemate.app.cli;

import io.casemate.engine.json.Json;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The verbs that are programs of their own: console, serve, agent, tour, version.
final class ProgramVerbs {

    private ProgramVerbs() {}

    @Command(
            name = "console",
            mixinStandardHelpOptions = true,
            description = "Open the window (standard).")
    static final class Console implements Callable<Integer> {
        @Mixin Common common = new Common();
        private final Programs programs;
        private final Terminal terminal;

        Console(Programs programs, Terminal terminal) {
            this.programs = programs;
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            return programs.console(common.folder(), terminal);
        }
    }

    @Command(
            name = "serve",
            mixinStandardHelpOptions = true,
            description = "Run the control plane and the local agent without a window.")
    static final class Serve implements Callable<Integer> {
        @Mixin Common common = new Common();
        private final Programs programs;
        private final Terminal terminal;

        Serve(Programs programs, Terminal terminal) {
            this.programs = programs;
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            return programs.serve(common.folder(), terminal, common.json);
        }
    }

    @Command(
            name = "agent",
            mixinStandardHelpOptions = true,
            description = "Serve models as ordered over standard input (started by the console).")
    static final class Agent implements Callable<Integer> {
        @Mixin Common common = new Common();

        @Option(names = "--port", description = "Port to listen on. Standard: any.")
        int port;

        private final Programs programs;

        Agent(Programs programs) {
            this.programs = programs;
        }

        @Override
        public Integer call() {
            return programs.agent(new Programs.AgentOptions(common.folder().root(), port));
        }
    }

    @Command(
            name = "tour",
            mixinStandardHelpOptions = true,
            description = "Do the main job once without a display, and leave pictures.")
    static final class Tour implements Callable<Integer> {
        @Option(
                names = "--out",
                paramLabel = "DIR",
                description = "Where pictures and data go. Standard: casemate-tour.")
        @Nullable Path output;

        private final Programs programs;
        private final Terminal terminal;

        Tour(Programs programs, Terminal terminal) {
            this.programs = programs;
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            return programs.tour(output == null ? Path.of("casemate-tour") : output, terminal);
        }
    }

    @Command(name = "version", mixinStandardHelpOptions = true, description = "Print versions.")
    static final class Version implements Callable<Integer> {
        @Mixin Common common = new Common();
        private final Terminal terminal;

        Version(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            var versions =
                    Json.object()
                            .put("casemate", Versions.PRODUCT)
                            .put("java", Runtime.version().toString())
                            .put("onnxRuntime", Versions.of("onnxruntime"))
                            .put("javafx", Versions.of("javafx"))
                            .put("h2", Versions.of("h2"));
            if (common.json) {
                terminal.printJson(versions);
            } else {
                versions.properties()
                        .forEach(one ->
                                terminal.print(one.getKey() + " " + one.getValue().asString()));
            }
            return ExitCode.DONE;
        }
    }
}
