package io.casemate.engine.tuning;

import io.casemate.engine.fleet.HostClass;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.runtime.ExecutionProvider;
import io.casemate.engine.runtime.NodeTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The refusals that several parts of this room share.
final class Refusals {
    private static final int MOST_NAMED = 20;

    private Refusals() {}

    static String named(Revision revision) {
        return "Revision %s of '%s'"
                .formatted(revision.id().digest().abbreviated(), revision.model());
    }

    static Problem noProvider(
            String name, ExecutionProvider demanded, List<ExecutionProvider> offered) {
        return TuneProblem.NO_PROVIDER.because(
                "%s was not run on %s.".formatted(name, demanded.id()),
                "The ONNX Runtime of this host offers: %s."
                        .formatted(
                                offered.stream()
                                        .map(ExecutionProvider::id)
                                        .collect(Collectors.joining(", "))),
                "Choose one of these, or leave the choice open.");
    }

    /// {@return that nodes run elsewhere, each named; empty when none does, or that is allowed}
    static Optional<Problem> fallback(String name, Demand demand, PlacementProof proof) {
        List<NodeTime> elsewhere = proof.elsewhere(demand.provider());
        if (elsewhere.isEmpty() || demand.allowsFallback()) {
            return Optional.empty();
        }
        String nodes =
                elsewhere.stream()
                        .limit(MOST_NAMED)
                        .map(node ->
                                "%s (%s) on %s"
                                        .formatted(node.node(), node.operator(), node.provider()))
                        .collect(Collectors.joining(", "));
        int more = elsewhere.size() - MOST_NAMED;
        return Optional.of(
                TuneProblem.FALLBACK.because(
                        "%s does not run on %s alone.".formatted(name, demand.provider().id()),
                        "%d of %d nodes run elsewhere: %s%s."
                                .formatted(
                                        elsewhere.size(),
                                        proof.nodes().size(),
                                        nodes,
                                        more > 0 ? " and %d more".formatted(more) : ""),
                        "Use operators that the provider has, or allow the fallback"
                                + " (--allow-fallback)."));
    }

    static Problem otherHost(String name, HostClass measured, HostClass here) {
        return TuneProblem.OTHER_HOST.because(
                "The profile of %s was not used.".formatted(name),
                "It was measured on %s (%s), and this host is %s (%s)."
                        .formatted(measured.words(), measured.id(), here.words(), here.id()),
                "Tune it on this host with 'casemate profile'.");
    }

    static Problem otherRevision(RevisionId wanted, RevisionId has) {
        return TuneProblem.OTHER_REVISION.because(
                "The profile was not used for revision %s."
                        .formatted(wanted.digest().abbreviated()),
                "It belongs to revision %s.".formatted(has.digest().abbreviated()),
                "Tune this revision, or name the file of its own profile.");
    }
}
