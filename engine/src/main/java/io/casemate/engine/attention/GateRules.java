package io.casemate.engine.attention;

import io.casemate.engine.admission.HostAdmission;
import io.casemate.engine.attention.AttentionItem.Severity;
import io.casemate.engine.attention.AttentionRules.Words;
import io.casemate.engine.deploy.Deployment;
import io.casemate.engine.fleet.HostClass;
import java.util.Optional;

/// Whether a variant serves on a host whose class did not let it in. It is not stopped: what it
/// answers is as good as it was, and only people know what its callers lose without it.
///
/// | Finding | Severity |
/// |---|---|
/// | its gate is not passed there | warning |
/// | its gate was not run there, such as after an upgrade of the runtime | notice |
final class GateRules {

    private GateRules() {}

    static Optional<AttentionItem> item(Deployment deployment, AttentionFacts facts) {
        boolean isVariant =
                facts.registry()
                        .find(deployment.revision())
                        .filter(revision -> !revision.isImported())
                        .isPresent();
        return isVariant
                ? HostClass.of(deployment.host(), facts.hosts())
                        .flatMap(type -> item(deployment, type, facts))
                : Optional.empty();
    }

    private static Optional<AttentionItem> item(
            Deployment deployment, HostClass type, AttentionFacts facts) {
        Optional<HostAdmission> cell = facts.admissions().find(deployment.revision(), type);
        if (cell.isEmpty()) {
            return Optional.of(notRun(deployment, type));
        }
        return cell.filter(known -> !known.isGreen()).map(red -> notPassed(deployment, red));
    }

    private static AttentionItem notRun(Deployment deployment, HostClass type) {
        return item(
                Severity.NOTICE,
                deployment,
                "'%s' serves a variant that was not measured on its class of hosts.",
                "Nothing is known of revision %s on %s."
                        .formatted(deployment.revision().digest().abbreviated(), type.words()),
                "Run its gate there");
    }

    private static AttentionItem notPassed(Deployment deployment, HostAdmission red) {
        return item(
                Severity.WARNING,
                deployment,
                "'%s' serves a variant that does not pass its gate on its class of hosts.",
                red.reason() + ".",
                "Deploy its parent under the same name, or run the gate again");
    }

    private static AttentionItem item(
            Severity severity, Deployment deployment, String what, String why, String remedy) {
        var words =
                new Words(
                        what.formatted(deployment.id()),
                        why,
                        "%s: 'casemate admit %s --again'."
                                .formatted(remedy, deployment.revision().digest().abbreviated()));
        return AttentionRules.item(severity, deployment, words, deployment.since());
    }
}
