/// The truth: an append-only, fsynced Merkle log (RFC 6962), and the H2 read model projected from
/// it. Front door: [Ledger].
@NullMarked
package io.casemate.engine.ledger;

import org.jspecify.annotations.NullMarked;
