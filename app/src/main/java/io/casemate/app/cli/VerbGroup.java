package io.casemate.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/// Verbs that share their first word, which does nothing by itself.
@Command(mixinStandardHelpOptions = true, synopsisSubcommandLabel = "VERB")
final class VerbGroup implements Runnable {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    private VerbGroup() {}

    /// @param verbs two or more are told as `list, purge or release` where one is missing
    static CommandLine of(String name, String description, List<Callable<Integer>> verbs) {
        var group = new CommandLine(new VerbGroup());
        group.setCommandName(name);
        group.getCommandSpec().usageMessage().description(description);
        verbs.forEach(verb -> group.addSubcommand(new CommandLine(verb)));
        return group;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "A verb is missing: %s."
                        .formatted(listed(List.copyOf(spec.subcommands().keySet()))));
    }

    private static String listed(List<String> names) {
        return names.size() == 1
                ? names.getFirst()
                : String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.getLast();
    }
}
