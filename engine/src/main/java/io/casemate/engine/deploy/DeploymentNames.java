package io.casemate.engine.deploy;

import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;

/// Turns what an operator typed into a deployment's name.
public final class DeploymentNames {

    private DeploymentNames() {}

    /// {@return the name; refused with `DEPLOY-001` when `text` cannot be one}
    public static Outcome<DeploymentId> parse(String text) {
        if (DeploymentId.isValid(text)) {
            return Outcome.done(new DeploymentId(text));
        }
        String shown = text.length() > 80 ? text.substring(0, 80) + "…" : text;
        return Outcome.refused(
                new Problem(
                        DeployProblem.NAME_INVALID,
                        "'%s' was not taken as a deployment's name.".formatted(shown),
                        ("It has %d characters. A name has 1 to 64: a-z, 0-9, dot, dash and"
                                        + " underscore, the first a letter or digit.")
                                .formatted(text.length()),
                        "Choose a name such as 'chat-8b'."));
    }
}
