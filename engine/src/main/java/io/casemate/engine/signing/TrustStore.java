package io.casemate.engine.signing;

import io.casemate.engine.units.Digest;
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
