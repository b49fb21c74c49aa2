package io.casemate.engine.airlock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// What a file in quarantine is by its first bytes.
///
/// @param kind empty if it can be an ONNX model
/// @param name what people call it
record Identity(Optional<FileKind> kind, boolean isEmpty, String name) {

    static Identity of(Path file, String name) throws IOException {
        byte[] head;
        try (var in = Files.newInputStream(file)) {
            head = in.readNBytes(FileKind.HEAD);
        }
        return new Identity(FileKind.of(head), head.length == 0, name);
    }

    boolean isArchive() {
        return kind.filter(FileKind::needsWorker).isPresent();
    }

    /// @throws Refusal when it is neither a model nor an archive, or its name says something else
    void check() {
        if (isEmpty) {
            throw AirlockProblem.UNKNOWN_CONTENT.refusal(
                    "%s was not imported.".formatted(name),
                    "The file is empty.",
                    "Copy it again from where it came from.");
        }
        if (kind.isPresent() && !isArchive()) {
            throw kind.get().refusal(name);
        }
        checkName();
    }

    private void checkName() {
        String lower = name.toLowerCase(Locale.ROOT);
        if (isArchive() && lower.endsWith(".onnx")) {
            throw otherName(".onnx", kind.orElseThrow().words());
        }
        Optional<FileKind> promised = promisedBy(lower);
        if (promised.isPresent() && !promised.equals(kind)) {
            throw otherName(
                    lower.substring(lower.lastIndexOf('.')),
                    kind.map(FileKind::words)
                            .orElse("something else than " + promised.get().words()));
        }
    }

    private static Optional<FileKind> promisedBy(String lower) {
        if (lower.endsWith(".zip")) {
            return Optional.of(FileKind.ZIP);
        }
        if (lower.endsWith(".tar")) {
            return Optional.of(FileKind.TAR);
        }
        return lower.endsWith(".gz") || lower.endsWith(".tgz")
                ? Optional.of(FileKind.GZIP)
                : Optional.empty();
    }

    private Refusal otherName(String extension, String content) {
        return AirlockProblem.OTHER_NAME.refusal(
                "%s was not imported.".formatted(name),
                "The name says %s but the content is %s.".formatted(extension, content),
                "Find out how it came to bear this name, and name it after what it is.");
    }
}
