package io.casemate.engine.signing;

import io.casemate.engine.problem.Outcome;
import io.casemate.engine.units.Digest;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// Whose signatures count here, and whether one is needed.
///
/// @param identities in the order they were added
public record TrustStore(List<TrustedIdentity> identities, ProvenancePolicy policy) {
    /// What holds until somebody decides.
    public static final TrustStore STANDARD = new TrustStore(List.of(), ProvenancePolicy.OPTIONAL);

    public TrustStore {
        identities = List.copyOf(identities);
    }

    /// {@return a store that trusts the key or certificate in `file` and nothing else}; refused
    /// with `TRUST-001`
    public static Outcome<TrustStore> only(Path file, Clock clock) {
        try {
            String name = String.valueOf(file.getFileName());
            var trusted = new TrustedIdentity(name, Identity.read(file), "caller", clock.instant());
            return Outcome.done(new TrustStore(List.of(trusted), ProvenancePolicy.REQUIRED));
        } catch (Refusal e) {
            return Outcome.refused(e.problem());
        }
    }

    public Optional<TrustedIdentity> find(String name) {
        return identities.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    Optional<TrustedIdentity> find(Digest fingerprint) {
        return identities.stream()
                .filter(one -> one.identity().fingerprint().equals(fingerprint))
                .findFirst();
    }

    List<TrustedIdentity> of(Identity.Kind kind) {
        return identities.stream().filter(one -> one.identity().kind() == kind).toList();
    }
}
