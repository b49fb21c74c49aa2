package io.casemate.app.control;

import io.casemate.engine.admission.AdmissionMatrix;
import io.casemate.engine.admission.Admissions;
import io.casemate.engine.admission.Admit;
import io.casemate.engine.admission.HostAdmission;
import io.casemate.engine.deploy.Deployment;
import io.casemate.engine.fleet.HostClass;
import io.casemate.engine.json.Json;
import io.casemate.engine.models.Revision;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.quantize.search.Gate;
import io.casemate.engine.tasks.Progress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Requests about admission: admit, admissions, and what deploy and models say of it.
record AdmissionRequests(EngineRooms rooms) {

    Outcome<ObjectNode> admit(Arguments arguments, Progress progress) {
        Gate gate = OptimizeRequests.gate(new Amounts(arguments));
        Optional<Gate> own =
                gate.equals(Gate.STANDARD) ? Optional.empty() : Optional.of(gate.withoutGain());
        boolean again = arguments.tree().path("again").asBoolean(false);
        return rooms.models()
                .resolve(arguments.requiredText("revision"))
                .map(revision -> new Admit(revision.id(), own, again))
                .then(command -> rooms.operations().admit(command, progress))
                .map(AdmissionRequests::of);
    }

    private Admissions admissions() {
        return rooms.records().admissions();
    }

    /// The matrix of one variant, of the variants of one original, or of all.
    Outcome<ObjectNode> matrix(Arguments arguments) {
        Optional<String> reference = arguments.text("revision");
        return reference.isEmpty()
                ? Outcome.done(matrix(variants()))
                : rooms.models().resolve(reference.get()).map(revision -> matrix(shown(revision)));
    }

    /// {@return `revision` if it is a variant, else the variants made from it}
    private List<Revision> shown(Revision revision) {
        return revision.isImported()
                ? variants().stream()
                        .filter(one -> one.parent().equals(Optional.of(revision.id())))
                        .toList()
                : List.of(revision);
    }

    private List<Revision> variants() {
        return rooms.models().registry().latest().revisions().stream()
                .filter(revision -> !revision.isImported())
                .toList();
    }

    private ObjectNode matrix(List<Revision> variants) {
        AdmissionMatrix matrix = admissions().matrix().latest();
        HostClass here = admissions().here();
        ObjectNode answer = Json.object();
        ArrayNode classes = answer.putArray("hostClasses");
        Stream.concat(Stream.of(here), matrix.classes().stream())
                .distinct()
                .forEach(type -> classes.add(of(type).put("here", type.equals(here))));
        ArrayNode rows = answer.putArray("variants");
        for (Revision variant : variants) {
            ObjectNode row = rows.addObject();
            row.setAll(Answers.of(variant));
            ArrayNode cells = row.putArray("admissions");
            matrix.of(variant.id()).forEach(cell -> cells.add(of(cell)));
        }
        return answer;
    }

    /// Adds where `revision` may serve; nothing for an original.
    void add(ObjectNode answer, Revision revision) {
        if (!revision.isImported()) {
            ArrayNode cells = answer.putArray("admissions");
            admissions().matrix().latest().of(revision.id()).forEach(cell -> cells.add(of(cell)));
        }
    }

    /// {@return `answer` with the admission that let `deployment` serve; without it for an
    /// original}
    ObjectNode withAdmission(ObjectNode answer, Deployment deployment) {
        admissions()
                .matrix()
                .latest()
                .find(deployment.revision(), admissions().here())
                .ifPresent(cell -> answer.set("admission", of(cell)));
        return answer;
    }

    private static ObjectNode of(HostClass type) {
        return Json.treeOf(type).put("id", type.id()).put("words", type.words());
    }

    private static ObjectNode of(HostAdmission cell) {
        var run = cell.judged().run();
        ObjectNode answer =
                Json.object()
                        .put("revision", cell.variant().toString())
                        .put("passed", cell.isGreen())
                        .put("hostClass", cell.hostClass().id())
                        .put("hostClassWords", cell.hostClass().words())
                        .put("host", cell.judged().host().text())
                        .put("occasion", cell.judged().occasion().name())
                        .put("when", cell.when().toString())
                        .put("operator", cell.operator());
        cell.judged().golden().ifPresent(set -> answer.put("goldenSet", set.toString()));
        answer.set("gate", MeasureAnswers.of(run.verdict()));
        run.figures()
                .ifPresent(figures -> {
                    answer.set("accuracy", MeasureAnswers.of(figures.accuracy()));
                    answer.set("latency", MeasureAnswers.of(figures.latency()));
                });
        return answer;
    }
}
