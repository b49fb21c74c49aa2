package io.casemate.app;

import io.casemate.app.cli.Engines;
import io.casemate.app.control.ControlClient;
import io.casemate.app.control.DataFolder;
import io.casemate.app.control.LedgerOnly;
import io.casemate.app.control.Verbs;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// Asks the console that runs on a data folder; where none does, opens the folder for one verb.
final class LiveEngines implements Engines {

    @Override
    public Outcome<ObjectNode> with(
            DataFolder folder, String verb, Function<Verbs, Outcome<ObjectNode>> work) {
        Optional<ControlClient> owner = ControlClient.find(folder);
        if (owner.isPresent()) {
            return work.apply(owner.get());
        }
        if (verb.equals(LedgerOnly.VERB)) {
            return work.apply(new LedgerOnly(folder)); // must work on a ledger that does not open
        }
        return switch (ControlPlane.open(folder, new ControlPlane.Purpose(verb, false))) {
            case Outcome.Refused<ControlPlane>(Problem problem) -> Outcome.refused(problem);
            case Outcome.Done<ControlPlane>(ControlPlane plane) -> {
                try (plane) {
                    yield work.apply(plane.verbs());
                }
            }
        };
    }
}
