package io.casemate.engine.archive;

import java.nio.charset.StandardCharsets;

/// One entry of a ZIP archive's central directory (APPNOTE 4.3.12).
///
/// @param rawName as stored
/// @param at offset of the local header
record ZipEntryHead(byte[] rawName, Packing packing, long at, int unixMode) {
    private static final int ENCRYPTED = 1 | 1 << 6 | 1 << 13;
    private static final int LATER = 1 << 3;

    /// How the content is packed.
    ///
    /// @param flags general purpose bits
    /// @param method 0 stored, 8 deflated
    /// @param crc CRC-32 of the content
    record Packing(int flags, int method, long crc, long packed, long size) {}

    String name() {
        return new String(rawName, StandardCharsets.UTF_8);
    }

    boolean isEncrypted() {
        return (packing.flags() & ENCRYPTED) != 0;
    }

    /// {@return whether sizes and CRC follow the content instead of standing before it}
    boolean isDescribedLater() {
        return (packing.flags() & LATER) != 0;
    }
}
