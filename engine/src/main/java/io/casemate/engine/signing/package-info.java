/// Who made a model: OpenSSF Model Signing v1.0 bundles, and the keys and certificates that this
/// site trusts. Front doors: [Trust], [Provenance], [Signatures].
///
/// Methods *key* and *certificate* on P-256, P-384 and P-521. Revocation is removal from the trust
/// store; nothing is asked over a network.
@NullMarked
package io.casemate.engine.signing;

import org.jspecify.annotations.NullMarked;
