package io.casemate.engine.archive;

import java.util.Arrays;
import java.util.HexFormat;

/// Bytes that a format is known by.
record Magic(byte[] bytes) {

    static Magic of(String hex) {
        return new Magic(HexFormat.of().parseHex(hex));
    }

    boolean isIn(byte[] head, int offset) {
        return head.length >= offset + bytes.length
                && Arrays.equals(head, offset, offset + bytes.length, bytes, 0, bytes.length);
    }
}
