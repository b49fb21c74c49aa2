package io.casemate.app.control;

import io.casemate.engine.ledger.Ledgers;
import io.casemate.engine.problem.EngineException;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.tasks.Progress;
import tools.jackson.databind.node.ObjectNode;

/// Verifies the ledger of a folder that nobody has open, without opening it: a damaged one too.
public final class LedgerOnly implements Verbs {
    public static final String VERB = "ledger verify";

    private final DataFolder folder;

    public LedgerOnly(DataFolder folder) {
        this.folder = folder;
    }

    @Override
    public Outcome<ObjectNode> execute(Request request, Progress progress) {
        try {
            return Outcome.done(Answers.of(Ledgers.verify(folder.ledger())));
        } catch (EngineException e) {
            return Outcome.refused(e.problem());
        }
    }
}
