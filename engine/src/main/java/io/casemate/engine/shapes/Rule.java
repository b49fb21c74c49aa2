package io.casemate.engine.shapes;

import java.util.List;

/// How one operator's outputs follow from its inputs. Never throws: what cannot be told is left
/// unknown.
@FunctionalInterface
interface Rule {

    /// {@return facts of the outputs in order; outputs beyond the end of the list are unknown}
    List<Fact> infer(Call call);
}
