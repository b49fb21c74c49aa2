package io.casemate.engine.airlock;

import io.casemate.engine.archive.Archives;
import io.casemate.engine.archive.UnpackLimits;
import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tasks.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// The worker's part of finding the model in an archive: unpacks it and looks for the one model.
final class UnpackJob {
    static final String KIND = "unpack";

    private UnpackJob() {}

    /// @param source absolute path of a file in quarantine
    /// @param name what people call it
    record Input(String source, String name) {}

    /// Where the model is now. Its external data lies beside it.
    ///
    /// @param kind what it was in, for people: `a ZIP archive`
    /// @param model absolute path of the model file; below the job's folder
    /// @param suggestedName what the bundle calls the model; empty if it says nothing
    /// @param golden absolute path of the folder that seems to hold its golden set
    /// @param notes what was seen on the way and does not stop anything, for people
    record Found(
            String kind,
            String model,
            Optional<String> suggestedName,
            Optional<String> golden,
            List<String> notes) {}

    static Outcome<ObjectNode> run(ObjectNode input, Path folder, Progress progress)
            throws IOException, InterruptedException {
        Input asked = Json.read(input, Input.class);
        Path source = Path.of(asked.source());
        FileKind kind = kindOf(source, asked.name());
        if (kind == FileKind.ZIP) {
            checkPyTorch(source, asked.name());
        }
        progress.report("unpacking " + asked.name());
        Outcome<Path> unpacked =
                Archives.unpack(source, folder.resolve("bundle"), UnpackLimits.STANDARD, progress);
        return switch (unpacked) {
            case Outcome.Refused<Path>(Problem problem) -> Outcome.refused(problem);
            case Outcome.Done<Path>(Path bundle) -> Outcome.done(Json.treeOf(found(kind, bundle)));
        };
    }

    private static FileKind kindOf(Path source, String name) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(source)) {
            head = in.readNBytes(FileKind.HEAD);
        }
        Optional<FileKind> kind = FileKind.of(head);
        if (kind.isPresent() && kind.get().needsWorker()) {
            return kind.get();
        }
        throw kind.map(other -> other.refusal(name))
                .orElseGet(() ->
                        AirlockProblem.UNKNOWN_CONTENT.refusal(
                                "%s was not imported.".formatted(name),
                                "It is no archive.",
                                "Name a .zip, .tar or .tar.gz file, or the .onnx file itself."));
    }

    private static void checkPyTorch(Path source, String name) throws IOException {
        if (Archives.namesInZip(source) instanceof Outcome.Done<List<String>>(List<String> names)
                && names.stream()
                        .anyMatch(
                                entry -> entry.equals("data.pkl") || entry.endsWith("/data.pkl"))) {
            throw FileKind.PICKLE.refusal(name);
        }
    }

    private static Found found(FileKind kind, Path bundle) throws IOException {
        Path folder = bundle;
        for (Optional<Path> only = onlyFolder(folder);
                only.isPresent();
                only = onlyFolder(folder)) {
            folder = only.get();
        }
        ModelSource source = ModelSource.of(folder);
        return new Found(
                kind.words(),
                source.file().toString(),
                folder.equals(bundle)
                        ? Optional.empty()
                        : Optional.of(folder.getFileName().toString()),
                source.golden().map(Path::toString),
                List.of());
    }

    /// {@return the one folder that `folder` holds, if it holds nothing else}
    private static Optional<Path> onlyFolder(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> held = all.limit(2).toList();
            return held.size() == 1 && Files.isDirectory(held.getFirst())
                    ? Optional.of(held.getFirst())
                    : Optional.empty();
        }
    }
}
