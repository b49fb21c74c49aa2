package io.casemate.engine.deploy;

import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.fleet.Host;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.Stage;
import io.casemate.engine.models.StagePolicy;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What must hold before a revision may be deployed.
final class DeployRules {

    private DeployRules() {}

    /// {@return `revision` if it may be served under `policy`}
    static Outcome<Revision> servable(DeploymentId target, Revision revision, StagePolicy policy) {
        return switch (revision.stage()) {
            case APPROVED, SERVING -> Outcome.done(revision);
            case VERIFIED ->
                    policy.edge(Stage.VERIFIED, Stage.SERVING).isPresent()
                            ? Outcome.done(revision)
                            : refused(
                                    DeployProblem.NOT_APPROVED,
                                    target,
                                    "%s is verified, and the policy asks for an approval before."
                                            .formatted(named(revision)),
                                    "Approve the revision on the models screen or with 'casemate"
                                            + " models approve', then deploy it.");
            case QUARANTINED, INSPECTED ->
                    refused(
                            DeployProblem.NOT_VERIFIED,
                            target,
                            "%s is not verified, and a revision must have run in a worker before."
                                    .formatted(named(revision)),
                            "Import the model again so that it is tried, or deploy a verified"
                                    + " revision.");
            case RETIRED ->
                    refused(
                            DeployProblem.RETIRED,
                            target,
                            "%s is retired.".formatted(named(revision)),
                            "Deploy a newer revision of the model.");
        };
    }

    /// {@return `replicas` if the host has a core for each}
    static Outcome<Integer> fits(DeploymentId target, int replicas, List<Host> hosts) {
        int cores =
                hosts.stream()
                        .findFirst()
                        .map(host -> host.hardware().logicalCores())
                        .orElseGet(Runtime.getRuntime()::availableProcessors);
        return replicas <= cores
                ? Outcome.done(replicas)
                : refused(
                        DeployProblem.TOO_MANY_REPLICAS,
                        target,
                        "%d replicas were asked for, and this machine has %d logical cores."
                                .formatted(replicas, cores),
                        "Deploy with %d replicas or fewer.".formatted(cores));
    }

    static <T> Outcome<T> refused(
            DeployProblem code, DeploymentId target, String why, String remedy) {
        return Outcome.refused(
                new Problem(code, "'%s' was not changed.".formatted(target), why, remedy));
    }

    /// {@return `revision` if the store has its file}
    static Outcome<Revision> present(DeploymentId target, Revision revision, Path modelFile) {
        return Files.isRegularFile(modelFile)
                ? Outcome.done(revision)
                : refused(
                        DeployProblem.FILE_MISSING,
                        target,
                        "The store has no file for %s.".formatted(named(revision)),
                        "Import the model again from its source; the same content gets the same"
                                + " revision.");
    }

    private static String named(Revision revision) {
        return "Revision %s of '%s'"
                .formatted(revision.id().digest().abbreviated(), revision.model());
    }
}
