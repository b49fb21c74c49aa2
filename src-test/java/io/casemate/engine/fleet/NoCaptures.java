package io.casemate.engine.fleet;

import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.ProblemCode.Kind;
import io.casemate.engine.problem.ReportedCode;
import java.util.List;
import java.util.Optional;

/// The duties of an agent that keeps no requests.
final class NoCaptures implements CaptureDuties {
    @Override
    public Outcome<CaptureState> start(CaptureOrder order) {
        return Outcome.refused(
                new ReportedCode("TEST-002", Kind.REQUEST)
                        .because("Nothing is kept.", "This agent keeps nothing.", "Ask another."));
    }

    @Override
    public Optional<CaptureState> stop(
            DeploymentId deployment, CaptureState.Phase how, String why) {
        return Optional.empty();
    }

    @Override
    public List<CaptureState> changes() {
        return List.of();
    }
}
