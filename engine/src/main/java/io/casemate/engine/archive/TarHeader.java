package io.casemate.engine.archive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One 512-byte header block of a tar archive (POSIX ustar, GNU).
///
/// @param rawName without the NUL that ends it
/// @param size of the content in bytes
/// @param type `0` file, `5` folder, `x` and `g` pax records, `L` GNU long name, …
record TarHeader(byte[] rawName, long size, char type) {
    static final int BLOCK = 512;
    private static final int CHECKSUM_AT = 148;
    private static final int CHECKSUM_LENGTH = 8;

    static TarHeader parse(byte[] block) {
        long checksum = octal(block, CHECKSUM_AT, CHECKSUM_LENGTH);
        long unsigned = 0;
        long signed = 0;
        for (int i = 0; i < BLOCK; i++) {
            boolean isChecksum = i >= CHECKSUM_AT && i < CHECKSUM_AT + CHECKSUM_LENGTH;
            unsigned += isChecksum ? ' ' : block[i] & 0xff;
            signed += isChecksum ? ' ' : block[i];
        }
        if (checksum != unsigned && checksum != signed) {
            throw Archives.damaged(
                    "A header's checksum is %d and should be %d.".formatted(checksum, unsigned));
        }
        if (!ArchiveFormat.TAR.matches(block)) {
            throw Archives.damaged("A header is of no known kind of tar.");
        }
        boolean isPosix = block[262] == 0;
        byte[] name = text(block, 0, 100);
        byte[] prefix = isPosix ? text(block, 345, 155) : new byte[0];
        char type = block[156] == 0 ? '0' : (char) (block[156] & 0xff);
        return new TarHeader(joined(prefix, name), size(block), type);
    }

    private static byte[] joined(byte[] prefix, byte[] name) {
        if (prefix.length == 0) {
            return name;
        }
        byte[] joined = Arrays.copyOf(prefix, prefix.length + 1 + name.length);
        joined[prefix.length] = '/';
        System.arraycopy(name, 0, joined, prefix.length + 1, name.length);
        return joined;
    }

    static byte[] text(byte[] block, int at, int length) {
        int end = at;
        while (end < at + length && block[end] != 0) {
            end++;
        }
        return Arrays.copyOfRange(block, at, end);
    }

    /// GNU tar writes sizes past 8 GiB as a big-endian number with the first bit set.
    private static long size(byte[] block) {
        if ((block[124] & 0x80) == 0) {
            return octal(block, 124, 12);
        }
        long size = block[124] & 0x7f;
        for (int i = 125; i < 136; i++) {
            if (size >= 1L << 54) {
                throw Archives.damaged("An entry's size is past any disk.");
            }
            size = size << 8 | block[i] & 0xff;
        }
        return size;
    }

    private static long octal(byte[] block, int at, int length) {
        String digits = new String(text(block, at, length), StandardCharsets.ISO_8859_1).strip();
        if (!digits.matches("[0-7]{0,12}")) {
            throw Archives.damaged("A header has a number that is none.");
        }
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }
}
