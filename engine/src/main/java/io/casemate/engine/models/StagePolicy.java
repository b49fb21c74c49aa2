package io.casemate.engine.models;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which steps between stages exist and what evidence each of them needs.
///
/// | From | To | Evidence |
/// |---|---|---|
/// | QUARANTINED | INSPECTED | INSPECTION |
/// | INSPECTED | VERIFIED | TRIAL_RUN |
/// | VERIFIED | APPROVED | APPROVER, REASON; SECOND_PERSON where required |
/// | VERIFIED, unless approval is required; APPROVED | SERVING | DEPLOYMENT |
/// | INSPECTED, VERIFIED, APPROVED | RETIRED | REASON, NOT_DEPLOYED |
///
/// @param requireApproval whether only approved revisions may be deployed
/// @param requiresSecondPerson whether the approver must be another person than who brought it in
/// @param edges the steps that exist
public record StagePolicy(boolean requireApproval, boolean requiresSecondPerson, List<Edge> edges) {

    public StagePolicy {
        edges = List.copyOf(edges);
    }

    /// A step.
    public record Edge(Stage from, Stage to, List<Evidence.Kind> required) {
        public Edge {
            required = List.copyOf(required);
        }
    }

    /// {@return what holds until an operator decides otherwise: one person is enough, and a
    /// verified revision may be deployed}
    public static StagePolicy standard() {
        return new StagePolicy(
                false,
                false,
                List.of(
                        edge(Stage.QUARANTINED, Stage.INSPECTED, Evidence.Kind.INSPECTION),
                        edge(Stage.INSPECTED, Stage.VERIFIED, Evidence.Kind.TRIAL_RUN),
                        edge(
                                Stage.VERIFIED,
                                Stage.APPROVED,
                                Evidence.Kind.APPROVER,
                                Evidence.Kind.REASON),
                        edge(Stage.VERIFIED, Stage.SERVING, Evidence.Kind.DEPLOYMENT),
                        edge(Stage.APPROVED, Stage.SERVING, Evidence.Kind.DEPLOYMENT),
                        retire(Stage.INSPECTED),
                        retire(Stage.VERIFIED),
                        retire(Stage.APPROVED)));
    }

    private static Edge edge(Stage from, Stage to, Evidence.Kind... required) {
        return new Edge(from, to, List.of(required));
    }

    private static Edge retire(Stage from) {
        return edge(from, Stage.RETIRED, Evidence.Kind.REASON, Evidence.Kind.NOT_DEPLOYED);
    }

    public StagePolicy withRequireApproval(boolean isRequired) {
        return new StagePolicy(isRequired, requiresSecondPerson, edges);
    }

    /// {@return the step, if it exists under this policy}
    public Optional<Edge> edge(Stage from, Stage to) {
        if (requireApproval && from == Stage.VERIFIED && to == Stage.SERVING) {
            return Optional.empty();
        }
        return edges.stream().filter(edge -> edge.from() == from && edge.to() == to).findFirst();
    }

    /// {@return what `edge` needs and `evidence` does not hold, in the policy's order}
    public Set<Evidence.Kind> missing(Edge edge, List<Evidence> evidence) {
        var missing = new LinkedHashSet<>(edge.required());
        if (requiresSecondPerson && edge.to() == Stage.APPROVED) {
            missing.add(Evidence.Kind.SECOND_PERSON);
        }
        evidence.stream().map(Evidence::kind).forEach(missing::remove);
        return missing;
    }

    /// {@return the stages that a revision at `from` can go to}
    public List<Stage> next(Stage from) {
        return edges.stream()
                .filter(edge -> edge.from() == from && edge(from, edge.to()).isPresent())
                .map(Edge::to)
                .toList();
    }
}
