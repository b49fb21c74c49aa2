package io.casemate.engine.signing;

import java.time.Instant;

/// An identity that this site trusts.
///
/// @param name unique in the trust store
/// @param by who added it
/// @param since when
public record TrustedIdentity(String name, Identity identity, String by, Instant since) {}
