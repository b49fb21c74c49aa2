package io.casemate.engine.archive;

import io.casemate.engine.units.Bytes;

/// How much an archive may hold.
///
/// @param entries most files and folders
/// @param bytes most bytes of all files together
public record UnpackLimits(int entries, Bytes bytes, Ratios ratios) {

    public static final UnpackLimits STANDARD =
            new UnpackLimits(4096, Bytes.gibibytes(64), new Ratios(200, 50, Bytes.mebibytes(1)));

    /// How many bytes may come out for each that is packed.
    ///
    /// @param entry most for one entry
    /// @param total most for the whole archive
    /// @param floor ratios count only above this many unpacked bytes: a small model that is mostly
    ///   zeros packs better than any limit worth having, and cannot fill a disk
    public record Ratios(int entry, int total, Bytes floor) {}
}
