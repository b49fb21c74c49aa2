package io.casemate.engine.signing;

/// How a signature leads to somebody trusted.
public enum SigningMethod {
    /// The key itself is trusted.
    KEY,
    /// A trusted certificate vouches for the key.
    CERTIFICATE
}
