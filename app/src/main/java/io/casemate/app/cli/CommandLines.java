package io.casemate.app.cli;

import io.casemate.engine.problem.EngineException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/// The whole command line.
public final class CommandLines {
    private static final System.Logger LOG = System.getLogger(CommandLines.class.getName());

    private CommandLines() {}

    /// Runs `arguments` and {@return the exit code}
    public static int run(
            Engines engines, Programs programs, Terminal terminal, String... arguments) {
        var root = new CommandLine(new Root());
        add(root, new ProgramVerbs.Console(programs, terminal));
        add(root, new ProgramVerbs.Serve(programs, terminal));
        add(root, new ProgramVerbs.Agent(programs));
        add(root, new ModelVerbs.Import(engines, terminal));
        add(root, new ModelVerbs.Inspect(engines, terminal));
        root.addSubcommand(QuarantineVerbs.group(engines, terminal));
        add(root, new StructureVerbs.Structure(engines, terminal));
        add(root, new StructureVerbs.Compare(engines, terminal));
        add(root, new ModelVerbs.QuantizeModel(engines, terminal));
        var optimize = new CommandLine(new OptimizeVerbs.Optimize(engines, terminal));
        add(optimize, new SearchVerbs.ListSearches(engines, terminal));
        add(optimize, new SearchVerbs.Discard(engines, terminal));
        root.addSubcommand(optimize);
        add(root, new SearchVerbs.Sensitivity(engines, terminal));
        root.addSubcommand(OptimizeVerbs.recipes(terminal));
        root.addSubcommand(ProfileVerbs.group(engines, terminal));
        add(root, new SigningVerbs.Sign(engines, terminal));
        add(root, new SigningVerbs.Verify(engines, terminal));
        root.addSubcommand(TrustVerbs.group(engines, terminal));
        add(root, new AdmissionVerbs.Admit(engines, terminal));
        add(root, new AdmissionVerbs.Admissions(engines, terminal));
        add(root, new ServingVerbs.Deploy(engines, terminal));
        add(root, new ServingVerbs.Undeploy(engines, terminal));
        root.addSubcommand(CaptureVerbs.group(engines, terminal));
        add(root, new ServingVerbs.Status(engines, terminal));
        add(root, new ServingVerbs.Bench(engines, terminal));
        root.addSubcommand(
                VerbGroup.of(
                        "ledger",
                        "Verify or export the ledger, or look at an earlier time.",
                        List.of(
                                new LedgerVerbs.Verify(engines, terminal),
                                new LedgerVerbs.Export(engines, terminal),
                                new RecordVerbs.At(engines, terminal))));
        var models = new CommandLine(new RegistryVerbs.ListModels(engines, terminal));
        add(models, new RegistryVerbs.Show(engines, terminal));
        add(models, new RegistryVerbs.SetCard(engines, terminal));
        add(models, new RegistryVerbs.Approve(engines, terminal));
        add(models, new RegistryVerbs.Retire(engines, terminal));
        root.addSubcommand(models);
        root.addSubcommand(
                VerbGroup.of(
                        "registry",
                        "Settings of the registry.",
                        List.of(new RegistryVerbs.Policy(engines, terminal))));
        add(root, new RecordVerbs.ShowLineage(engines, terminal));
        add(root, new RecordVerbs.WriteBom(engines, terminal));
        add(root, new Export(engines, terminal));
        add(root, new ProgramVerbs.Tour(programs, terminal));
        add(root, new ProgramVerbs.Version(terminal));
        root.setExecutionExceptionHandler((e, _, _) -> defect(e, terminal));
        root.setExitCodeExceptionMapper(
                e -> e instanceof ParameterException ? ExitCode.USAGE : ExitCode.DEFECT);
        return root.execute(arguments);
    }

    private static void add(CommandLine parent, Callable<Integer> verb) {
        parent.addSubcommand(new CommandLine(verb));
    }

    private static int defect(Exception e, Terminal terminal) {
        if (e instanceof EngineException refusal) {
            return terminal.refuse(refusal.problem(), false);
        }
        LOG.log(Level.ERROR, "Defect", e);
        return ExitCode.DEFECT;
    }

    @Command(
            name = "casemate",
            mixinStandardHelpOptions = true,
            synopsisSubcommandLabel = "VERB",
            description = "Operations console for private AI on your own hosts.",
            footer = {
                "",
                "Exit codes: 0 done, 2 usage, 3 refused, 4 environment, 70 defect.",
                "Every verb takes --help."
            })
    private static final class Root implements Runnable {
        @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

        @Override
        public void run() {
            spec.commandLine().usage(System.err);
            throw new ParameterException(spec.commandLine(), "A verb is missing.");
        }
    }
}
