package io.casemate.engine.airlock;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/// What a file is by its first bytes, whatever it is called.
enum FileKind {
    PICKLE("a Python pickle", AirlockProblem.PICKLE),
    ZIP("a ZIP archive", AirlockProblem.ARCHIVE, 0, 'P', 'K', 3, 4),
    TAR("a tar archive", AirlockProblem.ARCHIVE, 257, 'u', 's', 't', 'a', 'r'),
    GZIP("a gzip file", AirlockProblem.ARCHIVE, 0, 0x1f, 0x8b),
    SEVEN_ZIP("a 7-Zip archive", AirlockProblem.ARCHIVE, 0, '7', 'z', 0xbc, 0xaf, 0x27, 0x1c),
    RAR("a RAR archive", AirlockProblem.ARCHIVE, 0, 'R', 'a', 'r', '!'),
    HDF5("an HDF5 (Keras) file", AirlockProblem.OTHER_FORMAT, 0, 0x89, 'H', 'D', 'F'),
    GGUF("a GGUF model", AirlockProblem.OTHER_FORMAT, 0, 'G', 'G', 'U', 'F'),
    TFLITE("a TensorFlow Lite model", AirlockProblem.OTHER_FORMAT, 4, 'T', 'F', 'L', '3'),
    SAFETENSORS("a safetensors file", AirlockProblem.OTHER_FORMAT, 8, '{', '"'),
    NUMPY("a NumPy array", AirlockProblem.OTHER_FORMAT, 0, 0x93, 'N', 'U', 'M', 'P', 'Y'),
    ORT("an ORT-format file", AirlockProblem.ORT_FORMAT, 4, 'O', 'R', 'T', 'M'),
    ELF("a program (ELF)", AirlockProblem.PROGRAM, 0, 0x7f, 'E', 'L', 'F'),
    PE("a program (Windows)", AirlockProblem.PROGRAM, 0, 'M', 'Z'),
    MACH_O("a program (Mach-O)", AirlockProblem.PROGRAM, 0, 0xcf, 0xfa, 0xed, 0xfe),
    CLASS("a Java class", AirlockProblem.PROGRAM, 0, 0xca, 0xfe, 0xba, 0xbe),
    SCRIPT("a script", AirlockProblem.PROGRAM, 0, '#', '!');

    /// How much of a file decides what it is.
    static final int HEAD = 512;

    private static final int PICKLE_PROTO = 0x80;

    private final String words;
    private final AirlockProblem code;
    private final int offset;
    private final byte[] magic;

    FileKind(String words, AirlockProblem code, int offset, int... magic) {
        this.words = words;
        this.code = code;
        this.offset = offset;
        this.magic = new byte[magic.length];
        for (int i = 0; i < magic.length; i++) {
            this.magic[i] = (byte) magic[i];
        }
    }

    FileKind(String words, AirlockProblem code) {
        this(words, code, 0);
    }

    /// {@return what `head` is the start of; empty if it can be an ONNX model}
    static Optional<FileKind> of(byte[] head) {
        if (isPickle(head)) {
            return Optional.of(PICKLE);
        }
        return Stream.of(values())
                .filter(kind -> kind.magic.length > 0 && kind.matches(head))
                .findFirst();
    }

    private boolean matches(byte[] head) {
        return head.length >= offset + magic.length
                && Arrays.equals(head, offset, offset + magic.length, magic, 0, magic.length);
    }

    /// Binary pickles start with PROTO and a version of 2 to 5, then an opcode that no protobuf
    /// message of ours could start with; text pickles of version 0 start with a mark or a global.
    private static boolean isPickle(byte[] head) {
        if (head.length >= 3 && (head[0] & 0xff) == PICKLE_PROTO) {
            return head[1] >= 2 && head[1] <= 5;
        }
        String start = new String(head, 0, Math.min(head.length, 16), StandardCharsets.ISO_8859_1);
        return start.startsWith("(dp")
                || start.startsWith("(lp")
                || start.matches("c\\w+\\n[\\s\\S]*");
    }

    /// {@return whether a worker has to look further: to unpack it}
    boolean needsWorker() {
        return switch (this) {
            case ZIP, TAR, GZIP -> true;
            case PICKLE,
                    SEVEN_ZIP,
                    RAR,
                    HDF5,
                    GGUF,
                    TFLITE,
                    SAFETENSORS,
                    NUMPY,
                    ORT,
                    ELF,
                    PE,
                    MACH_O,
                    CLASS,
                    SCRIPT ->
                    false;
        };
    }

    /// {@return what it is, with its article}
    String words() {
        return words;
    }

    /// {@return why a file of this kind is turned away}
    Refusal refusal(String name) {
        return code.refusal(
                "%s was not imported.".formatted(name), "It is %s.".formatted(words), remedy());
    }

    private String remedy() {
        return switch (code) {
            case PICKLE ->
                    "It can run code when opened, so it is never loaded here. Export it to ONNX.";
            case ARCHIVE -> "Unpack it, then import the folder or the .onnx file.";
            case ORT_FORMAT -> "Import the .onnx file that it was made from.";
            case PROGRAM -> "Name a model file; find out how a program came to bear this name.";
            default -> "Only ONNX models are taken. Export it to ONNX where it was made.";
        };
    }
}
