package io.casemate.engine.airlock;

import java.io.IOException;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Content that runs or unpacks when somebody opens it, and how it is told from weights that begin
/// alike by chance: each has at least 40 bits that must be as they are.
enum Signature {
    ELF("A program (ELF)", 0x7f, 'E', 'L', 'F') {
        @Override
        boolean matches(Excerpt at) throws IOException {
            return isOneOf(at.int8(4), 1, 2)
                    && isOneOf(at.int8(5), 1, 2)
                    && at.int8(6) == 1
                    && isOneOf(at.int8(16) + at.int8(17), 1, 2, 3, 4);
        }
    },
    WINDOWS("A program (Windows)", 'M', 'Z') {
        @Override
        boolean matches(Excerpt at) throws IOException {
            int header = at.int32(0x3c);
            return header >= 0x40
                    && header < FARTHEST_HEADER
                    && at.has(header, Integer.BYTES)
                    && at.int32(header) == ('P' | 'E' << 8);
        }
    },
    MACH_O("A program (Mach-O)", 0xcf, 0xfa, 0xed, 0xfe) {
        @Override
        boolean matches(Excerpt at) throws IOException {
            return isOneOf(at.int32(4), 0x0100_0007, 0x0100_000c)
                    && at.int32(12) >= 1
                    && at.int32(12) <= 12;
        }
    },
    JAVA_CLASS("A Java class", 0xca, 0xfe, 0xba, 0xbe) {
        @Override
        boolean matches(Excerpt at) throws IOException {
            return at.int8(4) == 0 && at.int8(6) == 0 && at.int8(7) >= 45 && at.int8(7) <= 90;
        }
    },
    ZIP("A ZIP archive", 'P', 'K', 3, 4) {
        @Override
        boolean matches(Excerpt at) throws IOException {
            int name = at.int16(26) & 0xffff;
            return (at.int16(4) & 0xff) <= 63
                    && isOneOf(at.int16(8), 0, 8, 9, 12, 14, 93, 95)
                    && name >= 1
                    && name <= LONGEST_NAME
                    && isPrintable(at.text(30, name));
        }
    },
    /// The second byte is the protocol, 2 to 5.
    PICKLE("A Python pickle", 0x80) {
        @Override
        boolean matches(Excerpt at) throws IOException {
            return PickleScan.imports(at);
        }
    },
    /// Of protocol 0, which has no header: it begins with what it imports. Only modules that serve
    /// to run something are told from weights.
    TEXT_PICKLE("A Python pickle", 'c') {
        @Override
        boolean matches(Excerpt at) throws IOException {
            return IMPORT.matcher(at.text(0, LONGEST_IMPORT)).lookingAt();
        }
    },
    SCRIPT("A script", '#', '!', '/') {
        @Override
        boolean matches(Excerpt at) throws IOException {
            return INTERPRETER.matcher(at.text(0, LONGEST_LINE)).lookingAt();
        }
    };

    private static final int FARTHEST_HEADER = 1 << 16;
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_LINE = 1024;
    private static final int LONGEST_IMPORT = 64;

    private static final Pattern IMPORT =
            Pattern.compile(
                    "c(os|nt|posix|pty|sys|subprocess|builtins|__builtin__|runpy|importlib|shutil"
                            + "|socket|ctypes|commands|webbrowser)\\r?\\n[A-Za-z_]\\w*\\r?\\n");
    private static final Pattern INTERPRETER = Pattern.compile("#!/(usr/|s?bin/)[\\w./ -]+\\r?\\n");

    private final String words;
    private final byte[] magic;

    Signature(String words, int... magic) {
        this.words = words;
        this.magic = new byte[magic.length];
        for (int i = 0; i < magic.length; i++) {
            this.magic[i] = (byte) magic[i];
        }
    }

    /// {@return whether it is what begins with `at`, which has its magic number and 512 bytes or
    /// more}
    abstract boolean matches(Excerpt at) throws IOException;

    boolean isAt(Excerpt at) throws IOException {
        for (int i = 0; i < magic.length; i++) {
            if (at.int8(i) != magic[i]) {
                return false;
            }
        }
        return matches(at);
    }

    String words() {
        return words;
    }

    int first() {
        return magic[0] & 0xff;
    }

    /// {@return what its second byte may be}
    IntStream seconds() {
        return switch (this) {
            case PICKLE -> IntStream.rangeClosed(2, 5);
            case TEXT_PICKLE -> "bcinoprsw_".chars();
            case ELF, WINDOWS, MACH_O, JAVA_CLASS, ZIP, SCRIPT -> IntStream.of(magic[1] & 0xff);
        };
    }

    boolean begins(byte[] bytes, int from, int length) {
        if (length - from < magic.length) {
            return true; // the piece ends here: only a closer look can tell
        }
        for (int i = 0; i < magic.length; i++) {
            if (bytes[from + i] != magic[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPrintable(String text) {
        return text.chars().noneMatch(character -> character < ' ');
    }

    private static boolean isOneOf(int value, int... allowed) {
        for (int one : allowed) {
            if (value == one) {
                return true;
            }
        }
        return false;
    }
}
