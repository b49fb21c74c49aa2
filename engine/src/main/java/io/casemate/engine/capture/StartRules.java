package io.casemate.engine.capture;

import io.casemate.engine.deploy.Deployment;
import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// What must hold before requests are kept, and before what was kept is deleted.
final class StartRules {
    private static final int LEAST_CONSENT = 3;
    private static final int LONGEST_CONSENT = 1000;

    private StartRules() {}

    static Outcome<CaptureCommand.Start> check(
            CaptureCommand.Start command, Optional<Capture> running) {
        int length = command.consent().strip().length();
        if (length < LEAST_CONSENT || length > LONGEST_CONSENT) {
            return CaptureProblem.NO_CONSENT.refuse(
                    command.deployment(),
                    "The consent has %d characters; it has %d to %d and says who agreed, and why."
                            .formatted(length, LEAST_CONSENT, LONGEST_CONSENT),
                    "Ask whoever is responsible for these requests, and write down who it was and"
                            + " what the samples are for.");
        }
        return running.isEmpty()
                ? Outcome.done(command)
                : CaptureProblem.RUNNING.refuse(
                        command.deployment(),
                        "The capture %s runs already.".formatted(running.get().id()),
                        "Stop that one first.");
    }

    static Outcome<Deployment> serving(DeploymentId wanted, List<Deployment> deployments) {
        return deployments.stream()
                .filter(deployment -> deployment.id().equals(wanted))
                .filter(deployment -> deployment.state() == Deployment.State.SERVING)
                .findFirst()
                .map(Outcome::done)
                .orElseGet(() ->
                        CaptureProblem.NOT_SERVING.refuse(
                                wanted,
                                "No deployment of that name serves; %d do."
                                        .formatted(
                                                deployments.stream()
                                                        .filter(one ->
                                                                one.state()
                                                                        == Deployment.State.SERVING)
                                                        .count()),
                                "Deploy it first, or choose one that serves."));
    }

    /// Makes the folder. {@return why it cannot be used}
    static Optional<Problem> prepare(CaptureFolder place, CaptureStarted started) {
        try {
            if (place.isFree()) {
                place.create(started);
                return Optional.empty();
            }
            return Optional.of(
                    folder(started, "The folder %s holds something.".formatted(place.path())));
        } catch (IOException e) {
            return Optional.of(folder(started, "The folder %s: %s.".formatted(place.path(), e)));
        }
    }

    private static Problem folder(CaptureStarted started, String why) {
        return CaptureProblem.FOLDER.because(
                "Requests to '%s' are not captured.".formatted(started.deployment()),
                why,
                "Name a new or empty folder that can be written.");
    }

    static Optional<Problem> deletable(CaptureId id, Optional<Capture> found) {
        if (found.isEmpty() || found.get().isDeleted()) {
            return Optional.of(
                    CaptureProblem.UNKNOWN.because(
                            "The capture '%s' was not deleted.".formatted(id),
                            found.isEmpty() ? "There is none." : "It was deleted before.",
                            "Choose one that 'casemate capture list' shows."));
        }
        return found.get().isRunning()
                ? Optional.of(
                        CaptureProblem.RUNNING.because(
                                "The capture '%s' was not deleted.".formatted(id),
                                "It still runs.",
                                "Stop it first."))
                : Optional.empty();
    }
}
