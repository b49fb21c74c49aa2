package io.casemate.views.overview;

import io.casemate.engine.deploy.Deployment;
import io.casemate.views.kit.StatusPill;
import io.casemate.views.kit.Texts;
import io.casemate.views.kit.Tone;

/// The states of a deployment as pills.
final class DeploymentStates {

    private DeploymentStates() {}

    static StatusPill pill(Texts texts, Deployment.State state) {
        return switch (state) {
            case PENDING -> new StatusPill(Tone.WARNING, texts.text("overview.state.pending"));
            case LOADING -> new StatusPill(Tone.ACCENT, texts.text("overview.state.loading"));
            case SERVING -> new StatusPill(Tone.GOOD, texts.text("overview.state.serving"));
            case FAILED -> new StatusPill(Tone.BAD, texts.text("overview.state.failed"));
        };
    }
}
