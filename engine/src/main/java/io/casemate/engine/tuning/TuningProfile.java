package io.casemate.engine.tuning;

import io.casemate.engine.fleet.HostClass;
import io.casemate.engine.fleet.ServingProfile;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.runtime.ExecutionProvider;
import io.casemate.engine.units.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The settings under which one revision runs best on one class of hosts, with the evidence.
///
/// @param format of the file, 1
/// @param inputs what was measured on, for people; says so when that is no real data
/// @param chosen what to use; [Setting#batch()] is advice to clients, [Setting#instances()] the
///   number of replicas
/// @param gain of `chosen`, measured once more after it was chosen; empty when the standard
///   settings are the best there is
/// @param demanded the provider that was demanded
/// @param providers where the nodes of `chosen` run
public record TuningProfile(
        int format,
        RevisionId revision,
        HostClass host,
        TuningGoal goal,
        String inputs,
        Setting chosen,
        Optional<Comparison> gain,
        Optional<ExecutionProvider> demanded,
        List<ProviderShare> providers,
        Search search) {
    static final int FORMAT = 1;
    private static final int ID_LENGTH = 12;

    public TuningProfile {
        providers = List.copyOf(providers);
    }

    /// How the settings were found.
    ///
    /// @param space number of all combinations
    /// @param isComplete whether no time was short
    /// @param noise a ratio of the standard settings to themselves, measured the same way
    /// @param trials in the order in which they were tried
    public record Search(long space, boolean isComplete, Comparison noise, List<Trial> trials) {

        public Search {
            trials = List.copyOf(trials);
        }
    }

    /// {@return what a deployment under this profile is ordered with}
    public ServingProfile serving() {
        return new ServingProfile(id(), chosen.settings());
    }

    /// {@return twelve hexadecimal digits that stand for it}
    public String id() {
        byte[] text = ProfileFile.textOf(this).getBytes(StandardCharsets.UTF_8);
        return Digest.of(text).hex().substring(0, ID_LENGTH);
    }
}
