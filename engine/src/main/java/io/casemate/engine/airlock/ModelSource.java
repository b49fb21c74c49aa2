package io.casemate.engine.airlock;

import io.casemate.engine.models.ModelName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Where a model is on the way in.
///
/// @param file the model file
/// @param name what it is called when nobody says otherwise
/// @param golden where its golden set seems to be
record ModelSource(Path file, ModelName name, Optional<Path> golden) {
    private static final String EXTENSION = ".onnx";
    private static final Pattern EXTENSIONS =
            Pattern.compile("(?<=.)\\.(onnx|zip|tar|tgz|gz|tar\\.gz)$", Pattern.CASE_INSENSITIVE);

    /// @param source a file, or a folder
    /// @return empty for a folder that has no model at its top
    static Optional<ModelSource> of(Path source) throws IOException {
        if (!Files.isDirectory(source, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(new ModelSource(source, nameOf(source), goldenBeside(source)));
        }
        List<Path> models = modelsIn(source);
        if (models.size() > 1) {
            throw AirlockProblem.NOT_ONE_MODEL.refusal(
                    "%s was not imported.".formatted(source),
                    "The folder holds %d models: %s."
                            .formatted(
                                    models.size(),
                                    models.stream()
                                            .limit(5)
                                            .map(model -> model.getFileName().toString())
                                            .toList()),
                    "Name the .onnx file that is meant.");
        }
        if (models.isEmpty()) {
            return Optional.empty();
        }
        Path model = models.getFirst();
        return Optional.of(new ModelSource(model, nameOf(model), goldenBeside(model)));
    }

    private static List<Path> modelsIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(ModelSource::isModel).sorted().toList();
        }
    }

    /// {@return whether `file` is a model by its name}
    ///
    /// Files that start with `._` hold what macOS knows about the file of the name that follows.
    static boolean isModel(Path file) {
        String name = file.getFileName().toString();
        return name.toLowerCase(Locale.ROOT).endsWith(EXTENSION)
                && !name.startsWith("._")
                && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
    }

    /// {@return `name` of a file without the part that says that it is a model or an archive}
    static String stem(String name) {
        return EXTENSIONS.matcher(name).replaceFirst("");
    }

    /// A file called `model.onnx` is named after its folder.
    private static ModelName nameOf(Path file) {
        String stem = stem(file.getFileName().toString());
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
