package io.casemate.engine.signing;

import java.nio.file.Path;

/// What can be asked of the trust store.
public sealed interface TrustCommand {

    /// Trusts the public key or certificate in a PEM file.
    ///
    /// @param name what people will call it: 1 to 64 characters, unique
    record Add(String name, Path file) implements TrustCommand {}

    /// Trusts it no longer.
    record Remove(String name) implements TrustCommand {}

    /// Decides what a missing signature means.
    record Choose(ProvenancePolicy policy) implements TrustCommand {}
}
