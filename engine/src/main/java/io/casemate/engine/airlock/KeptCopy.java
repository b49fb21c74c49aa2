package io.casemate.engine.airlock;

import io.casemate.engine.units.Digest;

/// The first part of a file, copied and on the disk for sure.
///
/// @param at where the copy is, below the folder of its import, with `/`
/// @param bytes that count; the copy may have more, which do not
/// @param sha256 of those bytes
record KeptCopy(SourceStamp source, String at, long bytes, Digest sha256) {}
