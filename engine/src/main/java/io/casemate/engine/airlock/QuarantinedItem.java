package io.casemate.engine.airlock;

import io.casemate.engine.units.Bytes;
import java.time.Instant;

/// Something that waits in quarantine until it is purged: a refused import.
///
/// @param source name of the file as it was given
/// @param place the whole path as it was given
/// @param sha256 of the model file
/// @param bytes that it takes up in quarantine
/// @param code of the problem it was refused with, whose texts follow
public record QuarantinedItem(
        ImportId id,
        String source,
        String place,
        String sha256,
        Bytes bytes,
        ImportStage stage,
        String code,
        String what,
        String why,
        String remedy,
        Instant when) {}
