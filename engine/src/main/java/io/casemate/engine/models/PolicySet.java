package io.casemate.engine.models;

/// Event: these are the settings of the policy from now on; its edges are the program's own.
public record PolicySet(boolean requireApproval, boolean requiresSecondPerson) {

    StagePolicy policy() {
        var standard = StagePolicy.standard();
        return new StagePolicy(requireApproval, requiresSecondPerson, standard.edges());
    }
}
