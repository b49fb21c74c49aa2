package io.casemate.app.cli;

import io.casemate.app.control.Request;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// The verbs about tuning profiles.
final class ProfileVerbs {

    private ProfileVerbs() {}

    static CommandLine group(Engines engines, Terminal terminal) {
        var profile = new CommandLine(new Tune(engines, terminal));
        profile.addSubcommand(new CommandLine(new Show(engines, terminal)));
        profile.addSubcommand(new CommandLine(new Placement(engines, terminal)));
        profile.addSubcommand(new CommandLine(new Import(engines, terminal)));
        profile.addSubcommand(new CommandLine(new Export(engines, terminal)));
        return profile;
    }

    /// A provider that a model must run on.
    static final class ProviderOptions {
        @Option(
                names = "--provider",
                description = "Provider that every node must run on, such as cpu or cuda.")
        @Nullable String provider;

        @Option(
                names = "--allow-fallback",
                description = "Let nodes that the provider does not take run on the CPU.")
        boolean allowsFallback;

        private void putInto(ObjectNode arguments) {
            Verb.put(arguments, "provider", provider);
            Verb.put(arguments, "allowFallback", allowsFallback ? "yes" : null);
        }
    }

    @Command(
            name = "profile",
            mixinStandardHelpOptions = true,
            description = "Find the session settings under which a revision runs best here.")
    static final class Tune extends Verb {
        @Parameters(
                arity = "0..1",
                paramLabel = "REVISION",
                description = "Digest, at least 6 digits of one, or a model's name.")
        @Nullable String revision;

        @Option(names = "--goal", description = "latency (standard), throughput or cpu.")
        @Nullable String goal;

        @Option(names = "--budget", description = "Such as 60s (standard) or 5m; at least 5s.")
        @Nullable String budget;

        @Option(names = "--out", description = "File that the profile is also written to.")
        @Nullable Path out;

        @CommandLine.Mixin ProviderOptions provider = new ProviderOptions();

        @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

        Tune(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            if (revision == null) {
                throw new ParameterException(spec.commandLine(), "REVISION is missing.");
            }
            ObjectNode arguments = arguments().put("revision", revision);
            put(arguments, "goal", goal);
            put(arguments, "budget", budget);
            put(arguments, "out", out);
            provider.putInto(arguments);
            return new Request("profile", arguments);
        }

        @Override
        String text(ObjectNode answer) {
            return ProfileText.of(answer);
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Show the profile that counts for a revision on this class of hosts.")
    static final class Show extends RevisionVerb {

        Show(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            return new Request("profile show", named());
        }

        @Override
        String text(ObjectNode answer) {
            return ProfileText.of(answer);
        }
    }

    @Command(
            name = "placement",
            mixinStandardHelpOptions = true,
            description = "Prove where the nodes of a revision run, and how long.")
    static final class Placement extends RevisionVerb {
        @CommandLine.Mixin ProviderOptions provider = new ProviderOptions();

        Placement(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            ObjectNode arguments = named();
            provider.putInto(arguments);
            return new Request("profile placement", arguments);
        }

        @Override
        String text(ObjectNode answer) {
            return ProfileText.ofPlacement(answer);
        }
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = "Take a profile that was measured on another host of this class.")
    static final class Import extends Verb {
        @Parameters(paramLabel = "FILE", description = "What 'profile export' wrote.")
        Path file = Path.of("");

        Import(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            return new Request("profile import", arguments().put("file", absolute(file)));
        }

        @Override
        String text(ObjectNode answer) {
            return ProfileText.of(answer);
        }
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Write the profile that counts for a revision to a file.")
    static final class Export extends RevisionVerb {
        @Option(names = "--out", required = true, description = "The file.")
        Path out = Path.of("");

        Export(Engines engines, Terminal terminal) {
            super(engines, terminal);
        }

        @Override
        Request request() {
            return new Request("profile export", named().put("out", absolute(out)));
        }

        @Override
        String text(ObjectNode answer) {
            return answer.path("file").asString();
        }
    }
}
