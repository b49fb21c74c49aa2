package io.casemate.engine.airlock;

import io.casemate.engine.archive.OciLayout;
import io.casemate.engine.archive.OciModel;
import io.casemate.engine.archive.TritonModel;
import io.casemate.engine.archive.TritonRepository;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tasks.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds the one model in a folder: an OCI layout, a Triton repository, or files as they come.
/// Links are not followed.
///
/// @param name what people call the folder or archive
/// @param workplace a folder for what has to be unpacked
record Bundle(String name, Path workplace, Progress progress) {
    private static final int DEPTH = 4;
    private static final int SHOWN = 5;

    /// Where the model is.
    ///
    /// @param layout how the folder is laid out, for people; empty for plain files
    record Located(
            Optional<String> layout,
            Path model,
            Optional<String> name,
            Optional<Path> golden,
            List<String> notes) {}

    Located in(Path folder) throws IOException, InterruptedException {
        return in(folder, true);
    }

    /// @param mayBeOci false for what came out of an OCI layout: there is none inside another
    private Located in(Path folder, boolean mayBeOci) throws IOException, InterruptedException {
        Path at = folder;
        for (int depth = 0; depth < DEPTH; depth++) {
            if (mayBeOci && OciLayout.isAt(at)) {
                return inOci(at);
            }
            Optional<TritonRepository> repository = done(TritonRepository.in(at));
            if (repository.isPresent()) {
                return inTriton(repository.get());
            }
            Optional<Path> only = SignedContent.onlyFolder(at);
            if (only.isEmpty()) {
                break;
            }
            at = only.get();
        }
        return inFiles(folder);
    }

    private Located inOci(Path layout) throws IOException, InterruptedException {
        List<OciModel> models = done(OciLayout.modelsIn(layout));
        if (models.size() > 1) {
            throw notOne(models.stream().map(model -> model.title().orElse("no title")).toList());
        }
        OciModel model = models.getFirst();
        FreeSpace.at(workplace).require(name, model.size());
        Path files = done(OciLayout.unpack(layout, model, workplace.resolve("layers"), progress));
        Located inside = in(files, false);
        List<String> notes = new ArrayList<>(inside.notes());
        if (model.leftOut() > 0) {
            notes.add(
                    "%d layers with documentation, code or something else were left out."
                            .formatted(model.leftOut()));
        }
        return new Located(
                Optional.of("an OCI layout"),
                inside.model(),
                model.title().or(inside::name),
                inside.golden(),
                List.copyOf(notes));
    }

    private Located inTriton(TritonRepository repository) throws IOException {
        if (repository.models().size() > 1) {
            throw notOne(
                    repository.models().stream()
                            .map(model -> model.name().orElse("no name"))
                            .toList());
        }
        TritonModel model = repository.models().getFirst();
        List<String> notes = new ArrayList<>();
        if (model.versions().size() > 1) {
            notes.add(
                    "Version %d of %s was taken, the newest."
                            .formatted(model.versions().getFirst(), model.versions()));
        }
        if (!repository.leftOut().isEmpty()) {
            notes.add("Not for ONNX Runtime, left out: %s.".formatted(repository.leftOut()));
        }
        Path version = model.file().toAbsolutePath().getParent();
        Optional<Path> golden = ModelSource.goldenBeside(model.file());
        return new Located(
                Optional.of("a Triton repository"),
                model.file(),
                model.name(),
                golden.isPresent() ? golden : ModelSource.goldenBeside(version),
                List.copyOf(notes));
    }

    private Located inFiles(Path folder) throws IOException {
        List<Path> models;
        try (Stream<Path> all = Files.walk(folder, DEPTH)) {
            models = all.filter(Bundle::isModel).sorted().toList();
        }
        if (models.size() != 1) {
            throw notOne(
                    models.stream().map(model -> folder.relativize(model).toString()).toList());
        }
        Path model = models.getFirst();
        Optional<Path> beside = ModelSource.goldenBeside(model);
        return new Located(
                Optional.empty(),
                model,
                nameOf(model, folder),
                beside.isPresent() ? beside : ModelSource.goldenBeside(folder.resolve("golden")),
                List.of());
    }

    /// A file called `model.onnx` is named after its folder; `folder` itself has no name to give.
    private static Optional<String> nameOf(Path model, Path folder) {
        String stem = ModelSource.stem(model.getFileName().toString());
        if (!stem.equalsIgnoreCase("model")) {
            return Optional.of(stem);
        }
        Path around = model.getParent();
        return around.equals(folder)
                ? Optional.empty()
                : Optional.of(around.getFileName().toString());
    }

    private static boolean isModel(Path file) {
        return ModelSource.isModel(file) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private Refusal notOne(List<String> models) {
        return AirlockProblem.NOT_ONE_MODEL.refusal(
                "%s was not imported.".formatted(name),
                models.isEmpty()
                        ? "It holds no .onnx file, looking up to %d folders deep.".formatted(DEPTH)
                        : "It holds %d models: %s."
                                .formatted(
                                        models.size(),
                                        String.join(
                                                ", ",
                                                models.subList(0, Math.min(SHOWN, models.size())))),
                models.isEmpty()
                        ? "Name the .onnx file, or pack it together with its data files."
                        : "Pack one model only, or name the .onnx file that is meant.");
    }

    /// {@return `problem` of what is in it, told of itself}
    Problem told(Problem problem) {
        return new Problem(
                problem.code(),
                "%s was not imported.".formatted(name),
                problem.why(),
                problem.remedy());
    }

    private <T> T done(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(T value) -> value;
            case Outcome.Refused<T>(Problem problem) -> throw new Refusal(told(problem));
        };
    }
}
