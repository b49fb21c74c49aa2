package io.casemate.engine.airlock;

import io.casemate.engine.models.ModelName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where a model is on the way in.
///
/// @param file the model file
/// @param name what it is called when nobody says otherwise
/// @param golden where its golden set seems to be
record ModelSource(Path file, ModelName name, Optional<Path> golden) {
    private static final String EXTENSION = ".onnx";

    /// @param source a file, or a folder that holds one model
    static ModelSource of(Path source) throws IOException {
        if (!Files.isDirectory(source, LinkOption.NOFOLLOW_LINKS)) {
            return new ModelSource(source, nameOf(source), goldenBeside(source));
        }
        List<Path> models = modelsIn(source);
        if (models.size() != 1) {
            throw AirlockProblem.NOT_ONE_MODEL.refusal(
                    "%s was not imported.".formatted(source),
                    models.isEmpty()
                            ? "The folder holds no .onnx file."
                            : "The folder holds %d models: %s."
                                    .formatted(
                                            models.size(),
                                            models.stream()
                                                    .limit(5)
                                                    .map(model -> model.getFileName().toString())
                                                    .toList()),
                    "Name the .onnx file that is meant.");
        }
        Path model = models.getFirst();
        return new ModelSource(model, nameOf(model), goldenBeside(model));
    }

    private static List<Path> modelsIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(EXTENSION))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException _) {
            return List.of();
        }
    }

    /// A file called `model.onnx` is named after its folder.
    private static ModelName nameOf(Path file) {
        String name = file.getFileName().toString();
        String stem =
                name.endsWith(EXTENSION)
                        ? name.substring(0, name.length() - EXTENSION.length())
                        : name;
        Path folder = file.toAbsolutePath().getParent();
        boolean isAnonymous =
                stem.equals("model") && folder != null && folder.getFileName() != null;
        return ModelName.nearest(isAnonymous ? folder.getFileName().toString() : stem);
    }

    /// {@return the folder beside `file` that seems to hold its golden set}
    static Optional<Path> goldenBeside(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return Optional.empty();
        }
        Path named = folder.resolve("golden");
        if (Files.isDirectory(named)) {
            return Optional.of(named);
        }
        return Files.isDirectory(folder.resolve("test_data_set_0"))
                ? Optional.of(folder)
                : Optional.empty();
    }
}
