package io.casemate.engine.fleet;

import io.casemate.engine.problem.Problem;
import java.time.Duration;

/// The refusals of this machine's fleet, in words.
final class FleetProblems {

    private FleetProblems() {}

    static Problem busy(Order order) {
        return new Problem(
                FleetProblem.BUSY,
                "'%s' was not changed.".formatted(order.deployment()),
                "Another order for it is being carried out, and one at a time is possible.",
                "Wait until that one has ended, or cancel it in the task list.");
    }

    static Problem withdrawn(DeploymentId deployment) {
        return new Problem(
                FleetProblem.WITHDRAWN,
                "'%s' was not placed.".formatted(deployment),
                "It was withdrawn while it was loading.",
                "Deploy it again if it is wanted after all.");
    }

    static Problem crash(Order order, String lastWords) {
        return new Problem(
                FleetProblem.CRASHES_THE_AGENT,
                "'%s' was not loaded.".formatted(order.deployment()),
                "The agent died %d times while loading model '%s', and %d are tolerated. %s"
                        .formatted(
                                PlacementBook.CRASH_LIMIT,
                                order.model(),
                                PlacementBook.CRASH_LIMIT - 1,
                                lastWords),
                "Deploy another revision; free memory on this host if its log speaks of memory.");
    }

    static Problem notStarting(int tries, String lastWords) {
        return new Problem(
                FleetProblem.AGENT_DOES_NOT_START,
                "The agent of this machine did not come up.",
                "It ended %d times before it reported. %s".formatted(tries, lastWords),
                "Read its log in the data folder and remove the cause; it is tried again by"
                        + " itself.");
    }

    static Problem notRunning(DeploymentId deployment) {
        return new Problem(
                FleetProblem.NOT_RUNNING,
                "'%s' was not changed.".formatted(deployment),
                "The fleet is not running: it was not started, or it is being closed.",
                "Start Casemate and try again.");
    }

    static Problem unknown(DeploymentId deployment) {
        return new Problem(
                FleetProblem.UNKNOWN,
                "'%s' was not withdrawn.".formatted(deployment),
                "This host serves nothing under that name.",
                "Choose one of the deployments listed for the host.");
    }

    static Problem noAgentForCapture(DeploymentId deployment) {
        return FleetProblem.NO_AGENT_FOR_CAPTURE.because(
                "The capture for '%s' was not changed.".formatted(deployment),
                "The agent of this machine is not there.",
                "Wait until the host is up again, and repeat it.");
    }

    static Problem captureUnanswered(DeploymentId deployment, Duration patience) {
        return FleetProblem.NO_AGENT_FOR_CAPTURE.because(
                "The capture for '%s' was not confirmed.".formatted(deployment),
                "The agent did not answer within %d s; it may be loading a large model."
                        .formatted(patience.toSeconds()),
                "Look at 'casemate capture status' in a minute.");
    }

    static Problem noCapture(DeploymentId deployment) {
        return FleetProblem.NO_CAPTURE.because(
                "No capture for '%s' was stopped.".formatted(deployment),
                "None runs.",
                "Look at 'casemate capture list' for those that ended.");
    }
}
