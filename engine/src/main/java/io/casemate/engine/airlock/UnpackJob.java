package io.casemate.engine.airlock;

import io.casemate.engine.archive.Archives;
import io.casemate.engine.archive.UnpackLimits;
import io.casemate.engine.archive.UnpackedSize;
import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.units.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The worker's part of finding the model in an archive or in a folder laid out for other tools.
final class UnpackJob {
    static final String KIND = "unpack";

    private static final Bytes ALMOST_NOTHING = Bytes.mebibytes(1);

    private UnpackJob() {}

    /// @param source absolute path of a file in quarantine, or of a folder
    /// @param name what people call it
    record Input(String source, String name) {}

    /// Where the model is now. Its external data lies beside it.
    ///
    /// @param kind what it was in, for people: `a ZIP archive`
    /// @param model absolute path of the model file; below the job's folder, or for a folder that
    ///   is no OCI layout in that folder
    /// @param suggestedName what the bundle calls the model; empty if it says nothing
    /// @param golden absolute path of the folder that seems to hold its golden set
    /// @param notes what was seen on the way and does not stop anything, for people
    record Found(
            String kind,
            String model,
            Optional<String> suggestedName,
            Optional<String> golden,
            List<String> notes) {}

    /// {@return where, in its job's folder, an archive is unpacked}
    static Path unpackedIn(Path folder) {
        return folder.resolve("bundle");
    }

    static Outcome<ObjectNode> run(ObjectNode input, Path folder, Progress progress)
            throws IOException, InterruptedException {
        Input asked = Json.read(input, Input.class);
        return unlessFull(asked.name(), folder, () -> unpack(asked, folder, progress));
    }

    private static Outcome<ObjectNode> unpack(Input asked, Path folder, Progress progress)
            throws IOException, InterruptedException {
        Path source = Path.of(asked.source());
        var bundle = new Bundle(asked.name(), folder, progress);
        if (Files.isDirectory(source, LinkOption.NOFOLLOW_LINKS)) {
            return Outcome.done(Json.treeOf(found("a folder", bundle.in(source))));
        }
        FileKind kind = kindOf(source, asked.name());
        FreeSpace.at(folder).require(asked.name(), UnpackedSize.of(source, UnpackLimits.STANDARD));
        progress.report("unpacking " + asked.name());
        Outcome<Path> unpacked =
                Archives.unpack(source, unpackedIn(folder), UnpackLimits.STANDARD, progress);
        return switch (unpacked) {
            case Outcome.Refused<Path>(Problem problem) -> Outcome.refused(bundle.told(problem));
            case Outcome.Done<Path>(Path files) ->
                    Outcome.done(Json.treeOf(found(kind.words(), bundle.in(files))));
        };
    }

    /// What fails on a disk that has become full fails for that.
    private static Outcome<ObjectNode> unlessFull(
            String name, Path folder, Passage<ObjectNode> unpacking)
            throws IOException, InterruptedException {
        try {
            return unpacking.pass();
        } catch (IOException e) {
            FreeSpace.at(folder).require(name, ALMOST_NOTHING);
            throw e;
        }
    }

    private static Found found(String kind, Bundle.Located located) {
        return new Found(
                located.layout().map(layout -> "%s with %s".formatted(kind, layout)).orElse(kind),
                located.model().toAbsolutePath().toString(),
                located.name(),
                located.golden().map(golden -> golden.toAbsolutePath().toString()),
                located.notes());
    }

    private static FileKind kindOf(Path source, String name) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(source, LinkOption.NOFOLLOW_LINKS)) {
            head = in.readNBytes(FileKind.HEAD);
        }
        FileKind kind =
                FileKind.of(head)
                        .orElseThrow(() ->
                                AirlockProblem.UNKNOWN_CONTENT.refusal(
                                        "%s was not imported.".formatted(name),
                                        "It is no archive.",
                                        "Name a .zip, .tar or .tar.gz file, or the .onnx file itself."));
        FileKind inside = kind == FileKind.ZIP ? inZip(source) : kind;
        if (!inside.needsWorker()) {
            throw inside.refusal(name);
        }
        return inside;
    }

    /// Some tools keep their own format in a ZIP archive.
    private static FileKind inZip(Path source) throws IOException {
        return switch (Archives.namesInZip(source)) {
            case Outcome.Refused<List<String>> _ -> FileKind.ZIP;
            case Outcome.Done<List<String>>(List<String> names) -> FileKind.ofZip(names);
        };
    }
}
