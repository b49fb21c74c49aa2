package io.casemate.engine.airlock;

import java.io.IOException;
import java.util.regex.Pattern;

/// Goes through the instructions of a Python pickle up to the first that imports something, which
/// is what all pickles that run code begin with. Weights that begin like a pickle by chance end at
/// an instruction that there is none of, after one or two.
///
/// Source: CPython, `pickletools`, protocols 0 to 5.
final class PickleScan {
    private static final int MOST_INSTRUCTIONS = 100_000;
    private static final int LONGEST_LINE = 256;
    private static final int ENDS = -1;

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][\\w.]*");
    private static final Pattern NAMES =
            Pattern.compile("([A-Za-z_][\\w.]*)\r?\n([A-Za-z_][\\w.]*)\r?\n");

    private final Excerpt bytes;
    private long position;
    private int names;

    private PickleScan(Excerpt bytes) {
        this.bytes = bytes;
    }

    /// {@return whether a pickle that imports something begins with `bytes`}
    static boolean imports(Excerpt bytes) throws IOException {
        return new PickleScan(bytes).importsSomething();
    }

    private boolean importsSomething() throws IOException {
        for (int i = 0; i < MOST_INSTRUCTIONS && bytes.has(position, 1); i++) {
            int code = bytes.int8(position++) & 0xff;
            if (isImport(code)) {
                return true;
            }
            long length = argument(code);
            if (length < 0 || length > bytes.length() - position) {
                return false;
            }
            position += length;
        }
        return false;
    }

    /// `GLOBAL` and `INST` have the names in them, `STACK_GLOBAL` takes them off the stack.
    private boolean isImport(int code) throws IOException {
        return switch (code) {
            case 'c', 'i' -> NAMES.matcher(bytes.text(position, 2 * LONGEST_LINE)).lookingAt();
            case 0x93 -> names >= 2;
            default -> false;
        };
    }

    /// {@return the bytes that belong to an instruction after its code; below 0 where a pickle ends
    /// or is none}
    private long argument(int code) throws IOException {
        return switch (code) {
            case '(', '0', '1', '2', 'N', 'Q', 'R', 'a', 'b', 'd', '}', 'e', 'l', ']' -> 0;
            case 'o', 's', 't', ')', 'u', 0x81, 0x85, 0x86, 0x87, 0x88, 0x89 -> 0;
            case 0x8f, 0x90, 0x91, 0x92, 0x94, 0x97, 0x98 -> 0;
            case 'K', 'h', 'q', 0x82 -> 1;
            case 'M', 0x83 -> 2;
            case 'J', 'j', 'r', 0x84 -> 4;
            case 'G', 0x95 -> 8;
            case 0x80 -> isProtocol() ? 1 : ENDS;
            case 'U', 'C', 0x8a -> counted(1);
            case 0x8c -> named(1);
            case 'T', 'B', 0x8b -> counted(4);
            case 'X' -> named(4);
            case 0x8e, 0x96 -> counted(8);
            case 0x8d -> named(8);
            case 'F', 'I', 'L', 'S', 'V', 'P', 'g', 'p' -> line();
            default -> ENDS;
        };
    }

    private boolean isProtocol() throws IOException {
        return bytes.has(position, 1) && bytes.int8(position) >= 2 && bytes.int8(position) <= 5;
    }

    /// {@return the length of a count of so many bytes and what it counts}
    private long counted(int width) throws IOException {
        if (!bytes.has(position, width)) {
            return ENDS;
        }
        long count =
                switch (width) {
                    case 1 -> bytes.int8(position) & 0xff;
                    case 4 -> bytes.int32(position) & 0xffff_ffffL;
                    default -> bytes.int64(position);
                };
        return count < 0 || count > bytes.length() ? ENDS : width + count;
    }

    /// Like [#counted(int)], and notes whether the text may name a module or something in one.
    private long named(int width) throws IOException {
        long length = counted(width);
        if (length > width && length <= LONGEST_LINE && bytes.has(position, (int) length)) {
            String text = bytes.text(position + width, (int) length - width);
            names += NAME.matcher(text).matches() ? 1 : 0;
        }
        return length;
    }

    private long line() throws IOException {
        int end = bytes.text(position, LONGEST_LINE).indexOf('\n');
        return end < 0 ? ENDS : end + 1;
    }
}
