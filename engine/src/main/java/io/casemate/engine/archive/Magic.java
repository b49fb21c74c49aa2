package io.casemate.engine.archive;

import java.util.Arrays;
import java.util.HexFormat;

/// Bytes that a format is known by.
public record Magic(byte[] bytes) {

    public static Magic of(String hex) {
        return new Magic(HexFormat.of().parseHex(hex));
    }

    /// {@return whether `head` has these bytes at `offset`; not when it ends before}
    public boolean isIn(byte[] head, int offset) {
        return head.length >= offset + bytes.length
                && Arrays.equals(head, offset, offset + bytes.length, bytes, 0, bytes.length);
    }
}
