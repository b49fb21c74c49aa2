package io.casemate.engine.airlock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Brings a model's data files to its own folder in quarantine, each a plain file below it.
///
/// @param from the folder that the model came from
/// @param to its folder in quarantine
/// @param isIn whether `from` is in quarantine too: then the files are moved, not copied
record ExternalData(Path from, Path to, boolean isIn) {

    void bring(List<ExternalFile> files, Copies copies, Consumer<Copying> watch)
            throws IOException, InterruptedException {
        Map<Path, Path> targets = new LinkedHashMap<>();
        long bytes = 0;
        for (ExternalFile file : files) {
            Path source = checked(file);
            if (targets.put(source, to.resolve(file.location())) == null) {
                bytes += Files.size(source);
            }
        }
        copies.expect(bytes, watch);
        for (Map.Entry<Path, Path> one : targets.entrySet()) {
            Path target = one.getValue();
            Files.createDirectories(target.getParent());
            if (isIn) {
                Files.move(one.getKey(), target, StandardCopyOption.ATOMIC_MOVE);
            } else {
                copies.copy(one.getKey(), target);
            }
        }
        copies.finish();
    }

    /// {@return where `file` is, if it may be brought in}
    private Path checked(ExternalFile file) throws IOException {
        Path source = from;
        for (String component : file.location().split("/")) {
            source = source.resolve(component);
            checkStep(source, file);
        }
        checkFile(source, file);
        return source;
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
