package io.casemate.engine.tuning;

import io.casemate.engine.models.RevisionId;
import io.casemate.engine.problem.Outcome;
import java.util.Optional;

/// Tells under which profile a revision is to be served on this host.
@FunctionalInterface
public interface Profiles {
    /// {@return the profile; empty: standard settings}; refused with `TUNE-nnn` when a file is no
    /// profile, or one of another revision or another class of hosts
    Outcome<Optional<TuningProfile>> choose(ProfileChoice choice, RevisionId revision);
}
