package io.casemate.app.cli;

import io.casemate.app.control.DataFolder;
import io.casemate.app.control.Verbs;
import io.casemate.engine.problem.Outcome;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// Gives a verb an engine to work on: the process that owns the data folder if there is one, else
/// this process, for as long as the verb takes.
@FunctionalInterface
public interface Engines {

    Outcome<ObjectNode> with(
            DataFolder folder, String verb, Function<Verbs, Outcome<ObjectNode>> work);
}
