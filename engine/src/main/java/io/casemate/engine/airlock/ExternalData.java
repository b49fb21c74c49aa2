package io.casemate.engine.airlock;

import io.casemate.engine.tasks.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// Brings a model's data files to its own folder in quarantine, each a plain file below it.
///
/// @param from the folder that the model came from
/// @param to its folder in quarantine
/// @param isIn whether `from` is in quarantine too: then the files are moved, not copied
record ExternalData(Path from, Path to, boolean isIn) {

    void bring(List<ExternalFile> files, Progress progress)
            throws IOException, InterruptedException {
        for (ExternalFile file : files) {
            Path source = from;
            for (String component : file.location().split("/")) {
                source = source.resolve(component);
                checkStep(source, file);
            }
            checkFile(source, file);
            Path target = to.resolve(file.location());
            Files.createDirectories(target.getParent());
            if (isIn) {
                Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
            } else {
                Intake.copy(source, target, progress);
            }
        }
    }

    private static void checkStep(Path step, ExternalFile file) {
        if (Files.isSymbolicLink(step)) {
            throw AirlockProblem.LINKED_DATA.refusal(
                    "The model was not imported.",
                    "External file '%s' is reached through a symbolic link."
                            .formatted(file.location()),
                    "Copy the file itself to where the model expects it.");
        }
        if (Files.notExists(step, LinkOption.NOFOLLOW_LINKS)) {
            throw AirlockProblem.MISSING_DATA.refusal(
                    "The model was not imported.",
                    "External file '%s' of tensor '%s' is not there."
                            .formatted(file.location(), file.tensor()),
                    "Carry it in beside the model, under the same name.");
        }
    }

    private static void checkFile(Path source, ExternalFile file) throws IOException {
        if (hasSeveralNames(source)) {
            throw AirlockProblem.LINKED_DATA.refusal(
                    "The model was not imported.",
                    "External file '%s' is a hard link: it has several names."
                            .formatted(file.location()),
                    "Copy it as a normal file.");
        }
        long size = Files.size(source);
        if (file.end() > size) {
            throw AirlockProblem.PAST_THE_END.refusal(
                    "The model was not imported.",
                    "Tensor '%s' reads past the end of '%s' (up to byte %d of %d)."
                            .formatted(file.tensor(), file.location(), file.end(), size),
                    "Copy the data file again; it is cut off.");
        }
    }

    private static boolean hasSeveralNames(Path source) throws IOException {
        if (!source.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return false;
        }
        Object names = Files.getAttribute(source, "unix:nlink", LinkOption.NOFOLLOW_LINKS);
        return names instanceof Integer count && count > 1;
    }
}
