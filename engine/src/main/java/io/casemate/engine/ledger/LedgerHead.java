package io.casemate.engine.ledger;

import io.casemate.engine.units.Digest;

/// How long the ledger is and the one hash that stands for all of it.
///
/// @param size number of entries
/// @param root RFC 6962 Merkle tree hash over them
public record LedgerHead(long size, Digest root) {}
