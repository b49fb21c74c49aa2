package io.casemate.engine.deploy;

import io.casemate.engine.admission.Gatekeeper;
import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.fleet.FleetEngine;
import io.casemate.engine.models.Models;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tasks.Progress;

/// Asks everything that can be against a deployment before it is decided.
record DeployChecks(Models models, FleetEngine fleet, Gatekeeper gatekeeper) {

    /// {@return the revision, if the registry, the store and the host allow it to serve}
    Outcome<Revision> allowed(DeployCommand.Deploy command) {
        DeploymentId target = command.target();
        return find(command)
                .then(revision ->
                        DeployRules.servable(target, revision, models.registry().latest().policy()))
                .then(revision ->
                        DeployRules.present(target, revision, models.modelFile(revision.id())))
                .then(revision ->
                        DeployRules.fits(target, command.replicas(), fleet.hosts().latest())
                                .map(_ -> revision));
    }

    /// {@return the revision, if it is allowed and its gate is passed on the host; runs the gate if
    /// that is not known yet}
    Outcome<Revision> admitted(DeployCommand.Deploy command, Progress progress)
            throws InterruptedException {
        return switch (allowed(command)) {
            case Outcome.Refused<Revision> refused -> refused;
            case Outcome.Done<Revision>(Revision revision) ->
                    switch (gatekeeper.admitted(revision, progress)) {
                        case Outcome.Done<Revision> admitted -> admitted;
                        case Outcome.Refused<Revision>(Problem problem) ->
                                Outcome.refused(
                                        new Problem(
                                                problem.code(),
                                                "'%s' was not changed. %s"
                                                        .formatted(
                                                                command.target(), problem.what()),
                                                problem.why(),
                                                problem.remedy()));
                    };
        };
    }

    private Outcome<Revision> find(DeployCommand.Deploy command) {
        RevisionId id = command.revision();
        return models.registry()
                .latest()
                .find(id)
                .map(Outcome::done)
                .orElseGet(() ->
                        DeployRules.refused(
                                DeployProblem.REVISION_UNKNOWN,
                                command.target(),
                                "The registry has no revision %s."
                                        .formatted(id.digest().abbreviated()),
                                "Import the model first, or choose a revision that is"
                                        + " listed."));
    }
}
