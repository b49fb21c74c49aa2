package io.casemate.app.control;

import io.casemate.engine.json.Json;
import io.casemate.engine.models.Models;
import io.casemate.engine.models.Revision;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.structure.Change;
import io.casemate.engine.structure.Comparison;
import io.casemate.engine.structure.Difference;
import io.casemate.engine.structure.GraphNode;
import io.casemate.engine.structure.GraphValue;
import io.casemate.engine.structure.ModelStructure;
import io.casemate.engine.structure.Structures;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Answers what a revision is made of and what differs from another one.
final class StructureRequests {
    private final Models models;
    private final Structures structures;

    StructureRequests(Models models) {
        this.models = models;
        structures = new Structures(models);
    }

    Outcome<ObjectNode> structure(Arguments arguments) {
        return models.resolve(arguments.requiredText("revision"))
                .then(revision -> structures.of(revision.id()).map(found -> of(revision, found)));
    }

    Outcome<ObjectNode> compare(Arguments arguments) {
        return models.resolve(arguments.requiredText("before"))
                .then(before ->
                        models.resolve(arguments.requiredText("after"))
                                .then(after ->
                                        structures
                                                .compare(before.id(), after.id())
                                                .map(found -> of(before, after, found))));
    }

    private static ObjectNode of(Revision revision, ModelStructure structure) {
        ObjectNode answer = Json.object().put("revision", revision.id().toString());
        answer.put("model", revision.model().text());
        totals(answer, structure);
        ObjectNode operators = answer.putObject("operators");
        structure.operators().forEach(operators::put);
        values(answer.putArray("inputs"), structure.head().inputs());
        values(answer.putArray("outputs"), structure.head().outputs());
        ArrayNode nodes = answer.putArray("nodes");
        structure.nodes().forEach(node -> nodes.add(of(node)));
        return answer;
    }

    private static void totals(ObjectNode answer, ModelStructure structure) {
        answer.put("nodeCount", structure.nodes().size());
        answer.put("parameters", structure.head().parameters());
        answer.put("weightBytes", structure.head().allWeightBytes());
        answer.put("flops", structure.cost().flops());
        answer.put("flopsComplete", structure.cost().isKnown());
        structure.head().peakBytes().ifPresent(peak -> answer.put("peakBytes", peak));
    }

    private static void values(ArrayNode into, List<GraphValue> values) {
        values.forEach(
                value -> into.addObject().put("name", value.name()).put("type", value.type()));
    }

    private static ObjectNode of(GraphNode node) {
        ObjectNode answer = Json.object().put("name", node.label());
        answer.put("operator", node.operator());
        answer.put("block", String.join("/", node.path()));
        values(answer.putArray("inputs"), node.inputs());
        values(answer.putArray("outputs"), node.outputs());
        answer.put("weightBytes", node.weightBytes());
        node.precision().ifPresent(type -> answer.put("precision", type.name()));
        if (node.cost().isKnown()) {
            answer.put("flops", node.cost().flops()).put("bytesMoved", node.cost().bytes());
        }
        return answer;
    }

    private static ObjectNode of(Revision before, Revision after, Comparison comparison) {
        ObjectNode answer = Json.object();
        ObjectNode old = answer.putObject("before").put("revision", before.id().toString());
        totals(old, comparison.before());
        ObjectNode changed = answer.putObject("after").put("revision", after.id().toString());
        totals(changed, comparison.after());
        answer.put("same", comparison.same());
        ObjectNode operators = answer.putObject("operators");
        comparison.operators().forEach(operators::put);
        ArrayNode changes = answer.putArray("changes");
        comparison.changes().forEach(change -> changes.add(of(change)));
        return answer;
    }

    private static ObjectNode of(Change change) {
        ObjectNode answer =
                Json.object()
                        .put("change", change.kind().name())
                        .put("name", change.node().label())
                        .put("operator", change.node().operator());
        ArrayNode differences = answer.putArray("differences");
        for (Difference difference : change.differences()) {
            differences
                    .addObject()
                    .put("aspect", difference.aspect().name().toLowerCase(Locale.ROOT))
                    .put("detail", difference.detail())
                    .put("before", difference.before())
                    .put("after", difference.after());
        }
        return answer;
    }
}
