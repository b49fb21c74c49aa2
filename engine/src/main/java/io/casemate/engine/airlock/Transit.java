package io.casemate.engine.airlock;

import io.casemate.engine.models.Admission;
import io.casemate.engine.models.ModelFacts;
import io.casemate.engine.models.Models;
import io.casemate.engine.models.Origin;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.Stage;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.units.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The stages of an import from the outer door to the registry.
record Transit(Models models, AirlockWorkers workers, Failpoint failpoint) {

    /// Takes a model through every stage.
    Outcome<Revision> pass(Entry entry, Progress intake) throws IOException, InterruptedException {
        Entry.TakenIn taken = entry.takeIn(intake);
        return switch (inspected(entry, taken)) {
            case Outcome.Refused<InspectJob.Found>(Problem problem) -> Outcome.refused(problem);
            case Outcome.Done<InspectJob.Found>(InspectJob.Found model) ->
                    passOn(entry, taken, model);
        };
    }

    private Outcome<InspectJob.Found> inspected(Entry entry, Entry.TakenIn taken)
            throws InterruptedException {
        ImportWay way = entry.way();
        way.write();
        failpoint.reached("identified");
        Progress progress = way.begin(InspectJob.STAGES.getFirst());
        Outcome<InspectJob.Found> outcome = workers.inspect(taken.subject(entry.cell()), progress);
        failpoint.reached("inspected");
        return outcome.map(found -> {
            way.passed(StageFigures.NONE);
            note(way, found);
            return found;
        });
    }

    private static void note(ImportWay way, InspectJob.Found found) {
        ModelFacts facts = found.facts();
        way.found(
                ImportStage.STRUCTURE,
                StageFigures.count("nodes", facts.nodes())
                        .and("inputs", facts.inputs().size())
                        .and("outputs", facts.outputs().size()));
        way.found(ImportStage.TENSORS, StageFigures.count("parameters", facts.parameters()));
        way.found(
                ImportStage.OPERATORS,
                StageFigures.count("kinds of operator", facts.operators().size())
                        .noting(texts(found.findings(), ImportStage.OPERATORS)));
        way.found(
                ImportStage.CONTENT,
                StageFigures.NONE.noting(texts(found.findings(), ImportStage.CONTENT)));
    }

    private static List<String> texts(List<Finding> findings, ImportStage stage) {
        return findings.stream()
                .filter(finding ->
                        ImportStage.ofCode(finding.code()).filter(stage::equals).isPresent())
                .map(finding -> finding.code() + ": " + finding.text())
                .toList();
    }

    private Outcome<Revision> passOn(Entry entry, Entry.TakenIn taken, InspectJob.Found found)
            throws IOException, InterruptedException {
        ImportWay way = entry.way();
        entry.takeData(taken, found.externals());
        Outcome<ObjectNode> data = workers.lookInto(taken.subject(entry.cell()), found);
        if (data instanceof Outcome.Refused<ObjectNode>(Problem problem)) {
            return Outcome.refused(problem);
        }
        way.write();
        failpoint.reached("data");
        Progress progress = way.begin(ImportStage.TRIAL_RUN);
        Outcome<TrialJob.Tried> trial =
                workers.trial(taken.subject(entry.cell()), found.flops(), progress);
        failpoint.reached("tried");
        return switch (trial) {
            case Outcome.Refused<TrialJob.Tried>(Problem problem) -> Outcome.refused(problem);
            case Outcome.Done<TrialJob.Tried>(TrialJob.Tried tried) -> {
                way.passed(tried.figures());
                way.write();
                yield release(entry, taken, new Admitted(found, tried));
            }
        };
    }

    private record Admitted(InspectJob.Found found, TrialJob.Tried tried) {}

    private Outcome<Revision> release(Entry entry, Entry.TakenIn taken, Admitted admitted)
            throws IOException {
        ImportWay way = entry.way();
        way.begin(ImportStage.RELEASE);
        failpoint.reached("releasing");
        Stage stage = admitted.tried().ran() ? Stage.VERIFIED : Stage.INSPECTED;
        Outcome<Revision> outcome =
                models.admit(
                        new Admission(
                                entry.cell().model(),
                                entry.command().name().orElse(taken.name()),
                                stage,
                                new Origin.Imported(taken.title()),
                                admitted.found().facts(),
                                taken.golden(),
                                Optional.empty(),
                                Optional.of(way.id().text())));
        failpoint.reached("admitted");
        return outcome.map(revision -> {
            way.passed(
                    StageFigures.NONE
                            .and("revision", revision.id().digest().hex())
                            .and("stage", revision.stage().name().toLowerCase(Locale.ROOT)));
            way.write();
            way.released(revision);
            failpoint.reached("released");
            return revision;
        });
    }

    /// Only looks; that leaves nothing in the ledger: nothing has happened.
    Outcome<Inspection> look(Entry entry) throws IOException, InterruptedException {
        ImportWay way = entry.way();
        Entry.TakenIn taken = entry.takeIn(way.begin(ImportStage.INTAKE));
        var bytes = new Bytes(Files.size(taken.file()));
        Progress progress = way.begin(InspectJob.STAGES.getFirst());
        return workers.inspect(taken.subject(entry.cell()), progress)
                .map(found ->
                        new Inspection(
                                way.source(),
                                taken.sha256(),
                                bytes,
                                found.facts(),
                                found.findings()));
    }
}
