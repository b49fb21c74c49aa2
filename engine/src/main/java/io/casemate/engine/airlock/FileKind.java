package io.casemate.engine.airlock;

import io.casemate.engine.archive.Magic;
import io.casemate.engine.foreign.ForeignModels;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a file is by its first bytes, whatever it is called.
enum FileKind {
    PICKLE("a Python pickle", AirlockProblem.PICKLE),
    /// A ZIP archive by its bytes, told by what is in it.
    PYTORCH("a PyTorch file, with a Python pickle in it", AirlockProblem.PICKLE),
    /// A ZIP archive by its bytes, told by what is in it.
    NPZ("a NumPy archive (.npz)", AirlockProblem.OTHER_FORMAT),
    ZIP("a ZIP archive", AirlockProblem.ARCHIVE, 0, "504b0304", "504b0506", "504b0708"),
    TAR("a tar archive", AirlockProblem.ARCHIVE, 257, "7573746172"),
    GZIP("a gzip file", AirlockProblem.ARCHIVE, 0, "1f8b"),
    SEVEN_ZIP("a 7-Zip archive", AirlockProblem.ARCHIVE, 0, "377abcaf271c"),
    RAR("a RAR archive", AirlockProblem.ARCHIVE, 0, "52617221"),
    BZIP2("a bzip2 file", AirlockProblem.ARCHIVE, 0, "425a68"),
    XZ("an xz file", AirlockProblem.ARCHIVE, 0, "fd377a585a00"),
    ZSTD("a Zstandard file", AirlockProblem.ARCHIVE, 0, "28b52ffd"),
    HDF5("an HDF5 (Keras) file", AirlockProblem.OTHER_FORMAT, 0, "89484446"),
    GGUF("a GGUF model", AirlockProblem.OTHER_FORMAT, 0, "47475546"),
    TFLITE("a TensorFlow Lite model", AirlockProblem.OTHER_FORMAT, 4, "54464c33"),
    SAFETENSORS("a safetensors file", AirlockProblem.OTHER_FORMAT, 8, "7b22"),
    NUMPY("a NumPy array", AirlockProblem.OTHER_FORMAT, 0, "934e554d5059"),
    ORT("an ORT-format file", AirlockProblem.COMPILED, 4, "4f52544d"),
    /// `ptrt` in older versions, `ftrt` in newer; neither is the start of a protobuf message.
    TENSORRT("a TensorRT engine", AirlockProblem.COMPILED, 0, "70747274", "66747274"),
    ELF("a program (ELF)", AirlockProblem.PROGRAM, 0, "7f454c46"),
    PE("a program (Windows)", AirlockProblem.PROGRAM, 0, "4d5a"),
    WASM("a program (WebAssembly)", AirlockProblem.PROGRAM, 0, "0061736d"),
    /// 32 and 64 bits, in both byte orders.
    MACH_O(
            "a program (Mach-O)",
            AirlockProblem.PROGRAM,
            0,
            "cffaedfe",
            "cefaedfe",
            "feedfacf",
            "feedface"),
    /// Programs for several processors in one file, in both byte orders.
    FAT_MACH_O(
            "a program (Mach-O)",
            AirlockProblem.PROGRAM,
            0,
            "cafebabe",
            "cafebabf",
            "bebafeca",
            "bfbafeca"),
    CLASS("a Java class", AirlockProblem.PROGRAM, 0, "cafebabe"),
    SCRIPT("a script", AirlockProblem.PROGRAM, 0, "2321");

    /// How much of a file decides what it is.
    static final int HEAD = 512;

    private static final int PICKLE_PROTO = 0x80;

    /// Both start with the same four bytes; then comes the number of processors, or the version of
    /// the class file, which was never below this.
    private static final int OLDEST_CLASS = 45;

    private static final Magic OBJECT = Magic.of("7b");
    private static final Magic SHORT_LENGTH = Magic.of("00000000");
    private static final Magic CLASS_MAGIC = Magic.of("cafebabe");

    private final String words;
    private final AirlockProblem code;
    private final int offset;
    private final List<Magic> magics;

    FileKind(String words, AirlockProblem code, int offset, String... magics) {
        this.words = words;
        this.code = code;
        this.offset = offset;
        this.magics = Stream.of(magics).map(Magic::of).toList();
    }

    FileKind(String words, AirlockProblem code) {
        this(words, code, 0);
    }

    /// {@return what `head` is the start of; empty if it can be an ONNX model}
    static Optional<FileKind> of(byte[] head) {
        if (isPickle(head)) {
            return Optional.of(PICKLE);
        }
        return Stream.of(values()).filter(kind -> kind.matches(head)).findFirst();
    }

    /// {@return what a ZIP archive is that holds entries of these names}
    static FileKind ofZip(List<String> names) {
        if (names.stream()
                .anyMatch(name -> name.equals("data.pkl") || name.endsWith("/data.pkl"))) {
            return PYTORCH;
        }
        boolean isNpz = !names.isEmpty() && names.stream().allMatch(name -> name.endsWith(".npy"));
        return isNpz ? NPZ : ZIP;
    }

    private boolean matches(byte[] head) {
        boolean starts = magics.stream().anyMatch(magic -> magic.isIn(head, offset));
        if (this == FAT_MACH_O) {
            return starts && !isClass(head);
        }
        return starts || this == SAFETENSORS && isShortHeader(head);
    }

    /// JSON may be written otherwise; then the length before it is a likely one.
    private static boolean isShortHeader(byte[] head) {
        return OBJECT.isIn(head, Long.BYTES) && SHORT_LENGTH.isIn(head, Integer.BYTES);
    }

    private static boolean isClass(byte[] head) {
        return CLASS_MAGIC.isIn(head, 0)
                && head.length >= 2 * Integer.BYTES
                && ByteBuffer.wrap(head).getInt(Integer.BYTES) >= OLDEST_CLASS;
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
        return this == ZIP || this == TAR || this == GZIP;
    }

    /// {@return the format of a header that a worker can read, to say what is in it}
    Optional<ForeignModels.Format> header() {
        if (this == GGUF) {
            return Optional.of(ForeignModels.Format.GGUF);
        }
        return this == SAFETENSORS
                ? Optional.of(ForeignModels.Format.SAFETENSORS)
                : Optional.empty();
    }

    /// {@return what it is, with its article}
    String words() {
        return words;
    }

    /// {@return why a file of this kind is turned away}
    Refusal refusal(String name) {
        return refusal(name, "");
    }

    /// @param content a sentence about what is in it; empty if nothing is known
    Refusal refusal(String name, String content) {
        return code.refusal(
                "%s was not imported.".formatted(name),
                "It is %s. %s".formatted(words, content).strip(),
                remedy());
    }

    private String remedy() {
        if (this == GGUF) {
            return "Only ONNX models are taken. GGUF is made for llama.cpp and does not convert back:"
                    + " export the original weights to ONNX.";
        }
        if (this == SAFETENSORS) {
            return "Only ONNX models are taken. These are weights without a graph: export the whole"
                    + " model to ONNX where it was made, for instance with optimum-cli export onnx.";
        }
        return switch (code) {
            case PICKLE ->
                    "It can run code when opened, so it is never loaded here. Export it to ONNX.";
            case ARCHIVE -> "Unpack it, then import the folder or the .onnx file.";
            case COMPILED -> "Import the .onnx file that it was made from.";
            case PROGRAM -> "Name a model file; find out how a program came to bear this name.";
            default -> "Only ONNX models are taken. Export it to ONNX where it was made.";
        };
    }
}
