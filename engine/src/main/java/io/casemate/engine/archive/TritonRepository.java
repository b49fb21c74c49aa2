package io.casemate.engine.archive;

import io.casemate.engine.problem.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A folder laid out for Triton Inference Server. Looked at only; links are not followed.
///
/// @param models those for ONNX Runtime
/// @param leftOut the names of the others, with what runs them
public record TritonRepository(List<TritonModel> models, List<String> leftOut) {
    private static final String CONFIG = "config.pbtxt";
    private static final String MODEL_FILE = "model.onnx";
    private static final int MAX_CONFIG = 1 << 20;
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,17}");

    public TritonRepository {
        models = List.copyOf(models);
        leftOut = List.copyOf(leftOut);
    }

    /// {@return what `folder` holds; empty when it is neither a repository nor one model of one}
    public static Outcome<Optional<TritonRepository>> in(Path folder) throws IOException {
        try {
            if (isModel(folder)) {
                return Outcome.done(Optional.of(of(List.of(folder), Optional.of(folder))));
            }
            List<Path> found = new ArrayList<>();
            for (Path child : foldersIn(folder)) {
                if (isModel(child)) {
                    found.add(child);
                }
            }
            return Outcome.done(
                    found.isEmpty() ? Optional.empty() : Optional.of(of(found, Optional.empty())));
        } catch (ArchiveRefusal e) {
            return Outcome.refused(e.problem());
        }
    }

    private static TritonRepository of(List<Path> folders, Optional<Path> nameless)
            throws IOException {
        List<TritonModel> models = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (Path folder : folders) {
            Map<String, String> config = config(folder);
            Optional<String> foreign = foreign(config);
            if (foreign.isPresent()) {
                leftOut.add("%s (%s)".formatted(shown(folder), Names.printable(foreign.get())));
            } else {
                Optional<String> fallback =
                        nameless.isPresent()
                                ? Optional.empty()
                                : Optional.of(folder.getFileName().toString());
                models.add(
                        model(
                                folder,
                                config,
                                Optional.ofNullable(config.get("name")).or(() -> fallback)));
            }
        }
        if (models.isEmpty()) {
            throw bad("None of its models is for ONNX Runtime: %s.".formatted(leftOut));
        }
        return new TritonRepository(models, leftOut);
    }

    private static Optional<String> foreign(Map<String, String> config) {
        String platform = config.getOrDefault("platform", "");
        String backend = config.getOrDefault("backend", "");
        if (!platform.isEmpty() && !platform.equals("onnxruntime_onnx")) {
            return Optional.of(platform);
        }
        return backend.isEmpty() || backend.equals("onnxruntime")
                ? Optional.empty()
                : Optional.of(backend);
    }

    private static TritonModel model(Path folder, Map<String, String> config, Optional<String> name)
            throws IOException {
        String fileName = config.getOrDefault("default_model_filename", MODEL_FILE);
        if (EntryPath.of(fileName, 1).filter(path -> path.components().size() == 1).isEmpty()) {
            throw bad(
                    "%s names the model file '%s'."
                            .formatted(shown(folder), Names.printable(fileName)));
        }
        List<Path> versions = versionsIn(folder, fileName);
        if (versions.isEmpty()) {
            throw bad(
                    "No version of %s holds the file '%s'."
                            .formatted(shown(folder), Names.printable(fileName)));
        }
        return new TritonModel(
                name,
                fileIn(versions.getFirst(), fileName).orElseThrow(),
                versions.stream().map(TritonRepository::number).toList());
    }

    private static boolean isModel(Path folder) throws IOException {
        return isFile(folder.resolve(CONFIG)) || !versionsIn(folder, MODEL_FILE).isEmpty();
    }

    private static List<Path> versionsIn(Path folder, String fileName) throws IOException {
        return foldersIn(folder).stream()
                .filter(child -> VERSION.matcher(child.getFileName().toString()).matches())
                .filter(child -> fileIn(child, fileName).isPresent())
                .sorted(Comparator.comparing(TritonRepository::number).reversed())
                .toList();
    }

    /// A model with external data may be a folder of the model file's name.
    private static Optional<Path> fileIn(Path version, String fileName) {
        Path file = version.resolve(fileName);
        return Stream.of(file, file.resolve(MODEL_FILE))
                .filter(TritonRepository::isFile)
                .findFirst();
    }

    private static long number(Path version) {
        return Long.parseLong(version.getFileName().toString());
    }

    private static boolean isFile(Path path) {
        return Files.isDirectory(path.toAbsolutePath().getParent(), LinkOption.NOFOLLOW_LINKS)
                && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static List<Path> foldersIn(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(child -> Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }

    private static Map<String, String> config(Path folder) throws IOException {
        Path file = folder.resolve(CONFIG);
        if (!isFile(file)) {
            return Map.of();
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(MAX_CONFIG + 1);
            if (bytes.length > MAX_CONFIG) {
                throw bad(
                        "The config.pbtxt of %s has more than %d bytes."
                                .formatted(shown(folder), MAX_CONFIG));
            }
            return PbtxtFields.of(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    private static String shown(Path folder) {
        return "'%s'".formatted(Names.printable(folder.getFileName().toString()));
    }

    private static ArchiveRefusal bad(String why) {
        return ArchiveProblem.BAD_REPOSITORY.refusal(
                "The Triton repository was not taken.", why, "Name the .onnx file that is meant.");
    }
}
