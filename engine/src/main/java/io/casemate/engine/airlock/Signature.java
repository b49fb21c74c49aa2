package io.casemate.engine.airlock;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Content that runs or unpacks when somebody opens it, and how it is told from weights that begin
/// alike by chance: each has at least 40 bits that must be as they are.
enum Signature {
    ELF("A program (ELF)", 0x7f, 'E', 'L', 'F') {
        @Override
        boolean matches(ByteBuffer at) {
            return isOneOf(at.get(4), 1, 2)
                    && isOneOf(at.get(5), 1, 2)
                    && at.get(6) == 1
                    && isOneOf(at.get(16) + at.get(17), 1, 2, 3, 4);
        }
    },
    WINDOWS("A program (Windows)", 'M', 'Z') {
        @Override
        boolean matches(ByteBuffer at) {
            int header = at.getInt(0x3c);
            return header >= 0x40
                    && header <= at.limit() - 4
                    && at.getInt(header) == ('P' | 'E' << 8);
        }
    },
    MACH_O("A program (Mach-O)", 0xcf, 0xfa, 0xed, 0xfe) {
        @Override
        boolean matches(ByteBuffer at) {
            return isOneOf(at.getInt(4), 0x0100_0007, 0x0100_000c)
                    && at.getInt(12) >= 1
                    && at.getInt(12) <= 12;
        }
    },
    JAVA_CLASS("A Java class", 0xca, 0xfe, 0xba, 0xbe) {
        @Override
        boolean matches(ByteBuffer at) {
            return at.get(4) == 0 && at.get(6) == 0 && at.get(7) >= 45 && at.get(7) <= 90;
        }
    },
    ZIP("A ZIP archive", 'P', 'K', 3, 4) {
        @Override
        boolean matches(ByteBuffer at) {
            int name = at.getShort(26) & 0xffff;
            return (at.getShort(4) & 0xff) <= 63
                    && isOneOf(at.getShort(8), 0, 8, 9, 12, 14, 93, 95)
                    && name >= 1
                    && name <= Math.min(255, at.limit() - 30)
                    && isPrintable(at, 30, name);
        }
    },
    /// The second byte is the protocol, 2 to 5.
    PICKLE("A Python pickle", 0x80) {
        @Override
        boolean matches(ByteBuffer at) {
            byte protocol = at.get(1);
            if (protocol < 2 || protocol > 5) {
                return false;
            }
            boolean isFramed = protocol >= 4 && at.get(2) == (byte) 0x95;
            long frame = at.getLong(3);
            return isFramed && frame > 0 && frame < 1L << 32
                    ? GLOBAL_BY_STACK.matcher(text(at)).find()
                    : GLOBAL.matcher(text(at)).find();
        }
    },
    SCRIPT("A script", '#', '!', '/') {
        @Override
        boolean matches(ByteBuffer at) {
            return INTERPRETER.matcher(text(at)).lookingAt();
        }
    };

    /// How much of the content is looked at to decide.
    static final int WINDOW = 1024;

    private static final Pattern GLOBAL = Pattern.compile("c[A-Za-z_][\\w.]*\n[A-Za-z_][\\w.]*\n");
    private static final Pattern GLOBAL_BY_STACK =
            Pattern.compile("\u008c.[A-Za-z_][\\w.]*.{0,6}\u008c.[A-Za-z_]\\w*.{0,3}\u0093");
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

    /// {@return whether `at` holds it from its start on; `at` has [#WINDOW] bytes or fewer, at
    /// least 512, and is little-endian}
    abstract boolean matches(ByteBuffer at);

    String words() {
        return words;
    }

    int first() {
        return magic[0] & 0xff;
    }

    /// {@return what its second byte may be}
    IntStream seconds() {
        return magic.length > 1 ? IntStream.of(magic[1] & 0xff) : IntStream.rangeClosed(2, 5);
    }

    boolean begins(byte[] bytes, int from, int length) {
        if (length - from < magic.length) {
            return true; // the piece ends here: only the whole window can tell
        }
        for (int i = 0; i < magic.length; i++) {
            if (bytes[from + i] != magic[i]) {
                return false;
            }
        }
        return true;
    }

    boolean isIn(byte[] window, int length) {
        return length >= magic.length
                && begins(window, 0, length)
                && matches(ByteBuffer.wrap(window, 0, length).order(ByteOrder.LITTLE_ENDIAN));
    }

    private static String text(ByteBuffer at) {
        return new String(at.array(), 0, at.limit(), StandardCharsets.ISO_8859_1);
    }

    private static boolean isPrintable(ByteBuffer at, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (at.get(i) >= 0 && at.get(i) < ' ') {
                return false;
            }
        }
        return true;
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
