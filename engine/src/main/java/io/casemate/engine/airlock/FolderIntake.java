package io.casemate.engine.airlock;

import io.casemate.engine.archive.OciLayout;
import io.casemate.engine.units.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Copies a folder that is laid out for other tools into quarantine, whole: only a worker finds out
/// what in it is the model.
///
/// @param from folder as given
/// @param to folder in quarantine
record FolderIntake(FolderFiles from, Bytes size, Path to) {
    private static final Bytes LARGEST = Bytes.gibibytes(64);

    /// @throws Refusal when it holds no model by the names of its files, too many, or too much
    static FolderIntake of(Path folder, Path to) throws IOException {
        var files = FolderFiles.in(folder, "A folder without a model at its top comes in whole.");
        if (files.files().stream().noneMatch(FolderIntake::promisesAModel)) {
            throw AirlockProblem.NOT_ONE_MODEL.refusal(
                    "%s was not imported.".formatted(folder),
                    "The folder holds no .onnx file, and no OCI layout.",
                    "Name the .onnx file that is meant, or the folder around it.");
        }
        Bytes size = files.size();
        if (size.compareTo(LARGEST) > 0) {
            throw AirlockProblem.TOO_LARGE.refusal(
                    "%s was not imported.".formatted(folder),
                    "It holds %s (limit %s).".formatted(size, LARGEST),
                    "Put the model and what belongs to it into a folder of their own.");
        }
        FreeSpace.at(to).require(folder.toString(), new Bytes(2 * size.count()));
        return new FolderIntake(files, size, to);
    }

    private static boolean promisesAModel(Path file) {
        return ModelSource.isModel(file) || OciLayout.isAt(file.getParent());
    }

    void copy(Copies copies, Consumer<Copying> watch) throws IOException, InterruptedException {
        copies.expect(size.count(), watch);
        for (Path file : from.files()) {
            Path target = to.resolve(from.folder().relativize(file).toString());
            Files.createDirectories(target.getParent());
            copies.copy(file, target);
        }
        copies.finish();
    }
}
