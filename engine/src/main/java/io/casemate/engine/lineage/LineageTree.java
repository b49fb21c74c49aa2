package io.casemate.engine.lineage;

import io.casemate.engine.ledger.LedgerEntry;
import io.casemate.engine.lineage.Lineage.Edge;
import io.casemate.engine.lineage.Lineage.Kind;
import io.casemate.engine.lineage.Lineage.Node;
import io.casemate.engine.models.Origin;
import io.casemate.engine.models.QuantizationCard;
import io.casemate.engine.models.Registry;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionAdmitted;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.models.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// Builds the lineage of one revision.
final class LineageTree {
    private final Replay replay;
    private final Registry registry;
    private final RevisionId focus;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();

    LineageTree(Replay replay, RevisionId focus) {
        this.replay = replay;
        this.registry = replay.registry.registry();
        this.focus = focus;
    }

    Lineage lineage() {
        Revision root = registry.find(focus).orElseThrow();
        for (Optional<Revision> parent = parent(root); parent.isPresent(); parent = parent(root)) {
            root = parent.get();
        }
        String source = addSource(root);
        addRevision(root, source);
        return new Lineage(focus, nodes, edges);
    }

    private Optional<Revision> parent(Revision revision) {
        return revision.parent().flatMap(registry::find);
    }

    private String addSource(Revision root) {
        String name =
                root.origin() instanceof Origin.Imported(String source) ? source : "unknown source";
        String id = "source";
        nodes.add(new Node(id, Kind.SOURCE, name, Optional.empty(), new LinkedHashMap<>()));
        return id;
    }

    private void addRevision(Revision revision, String from) {
        String id = revision.id().toString();
        var facts = new LinkedHashMap<String, String>();
        facts.put("digest", id);
        facts.put("stage", stage(revision).name().toLowerCase(Locale.ROOT));
        facts.put("size", revision.bytes().toString());
        nodes.add(
                new Node(
                        id,
                        Kind.REVISION,
                        revision.model().text(),
                        Optional.of(revision.id()),
                        facts));
        edges.add(origin(revision, from));
        spans().filter(span -> span.desired().revision().equals(revision.id()))
                .forEach(span -> addDeployment(span, id));
        registry.revisions().reversed().stream()
                .filter(other -> parent(other).filter(revision::equals).isPresent())
                .forEach(variant -> addRevision(variant, id));
    }

    private Stage stage(Revision revision) {
        boolean isServing =
                replay.current.values().stream()
                        .anyMatch(span -> span.desired().revision().equals(revision.id()));
        return isServing ? Stage.SERVING : revision.stage();
    }

    private Stream<DeploymentSpan> spans() {
        return Stream.concat(replay.past.stream(), replay.current.values().stream());
    }

    private Edge origin(Revision revision, String from) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("digest", revision.id().toString());
        revision.golden().ifPresent(golden -> parameters.put("golden set", golden.toString()));
        Optional<LedgerEntry> entry = Optional.ofNullable(replay.admissions.get(revision.id()));
        entry.flatMap(admitted -> admitted.event(RevisionAdmitted.class).importId())
                .ifPresent(way -> parameters.put("import", way));
        String action =
                switch (revision.origin()) {
                    case Origin.Imported _ -> "imported";
                    case Origin.Quantized(RevisionId parent, QuantizationCard card) -> {
                        parameters.put("parent digest", parent.toString());
                        parameters.putAll(measured(card));
                        yield "quantized";
                    }
                };
        String actor = entry.map(LedgerEntry::actor).orElse("unknown");
        return new Edge(
                from, revision.id().toString(), action, revision.created(), actor, parameters);
    }

    private static SequencedMap<String, String> measured(QuantizationCard card) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("recipe", card.recipe());
        parameters.put("nodes rewritten", Integer.toString(card.quantizedNodes()));
        parameters.put("size", "%s, parent %s".formatted(card.bytes(), card.parentBytes()));
        parameters.put(
                "error",
                String.format(
                        Locale.ROOT,
                        "SNR %.1f dB, cosine %.6f on %s",
                        card.accuracy().snrDb(),
                        card.accuracy().cosine(),
                        card.accuracy().basis()));
        return parameters;
    }

    private void addDeployment(DeploymentSpan span, String from) {
        var desired = span.desired();
        String id = "deployment " + desired.deployment() + " " + span.since();
        var facts = new LinkedHashMap<String, String>();
        facts.put("since", span.since().toString());
        span.until().ifPresent(until -> facts.put("until", until.toString()));
        facts.put("replicas", Integer.toString(desired.replicas()));
        facts.put("host", desired.host().text());
        nodes.add(
                new Node(
                        id,
                        Kind.DEPLOYMENT,
                        desired.deployment().text(),
                        Optional.of(desired.revision()),
                        facts));
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("replicas", Integer.toString(desired.replicas()));
        parameters.put("host", desired.host().text());
        parameters.put("digest", desired.revision().toString());
        edges.add(new Edge(from, id, "deployed", span.since(), span.actor(), parameters));
    }
}
