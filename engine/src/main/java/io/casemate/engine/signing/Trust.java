package io.casemate.engine.signing;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.problem.Outcome;

/// Whose signatures count at this site. Every change is a ledger entry; taking an identity out is
/// how it is revoked.
public interface Trust {

    Feed<TrustStore> store();

    /// {@return the trust store after the change}; refused with `TRUST-001` to `TRUST-004`
    Outcome<TrustStore> execute(TrustCommand command);
}
