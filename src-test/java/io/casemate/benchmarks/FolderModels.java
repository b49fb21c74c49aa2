package io.casemate.benchmarks;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.feed.LiveFeed;
import io.casemate.engine.models.Admission;
import io.casemate.engine.models.ModelFacts;
import io.casemate.engine.models.ModelName;
import io.casemate.engine.models.Models;
import io.casemate.engine.models.Origin;
import io.casemate.engine.models.Registry;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.models.Stage;
import io.casemate.engine.onnx.OnnxFormatException;
import io.casemate.engine.onnx.OnnxReader;
import io.casemate.engine.onnx.ReadLimits;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.units.Bytes;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Models that lie in a folder, each in one of its own: `model.onnx` and test data sets. Nothing
/// can be admitted.
final class FolderModels implements Models {
    private final Map<RevisionId, Path> folders = new LinkedHashMap<>();
    private final LiveFeed<Registry> registry;

    FolderModels(Path root) throws IOException {
        var revisions = new ArrayList<Revision>();
        try (Stream<Path> all = Files.list(root)) {
            for (Path folder : all.filter(FolderModels::hasModel).sorted().toList()) {
                revision(folder).ifPresent(revisions::add);
            }
        }
        registry = new LiveFeed<>(new Registry(revisions));
    }

    private static boolean hasModel(Path folder) {
        return Files.exists(folder.resolve("model.onnx"));
    }

    private Optional<Revision> revision(Path folder) throws IOException {
        Path file = folder.resolve("model.onnx");
        byte[] content = Files.readAllBytes(file);
        var id = new RevisionId(Digest.of(content));
        try {
            ModelFacts facts = ModelFacts.of(OnnxReader.read(file, ReadLimits.STANDARD));
            folders.put(id, folder);
            return Optional.of(
                    new Revision(
                            id,
                            new ModelName(folder.getFileName().toString().toLowerCase(Locale.ROOT)),
                            Stage.VERIFIED,
                            new Bytes(content.length),
                            Instant.EPOCH,
                            new Origin.Imported(file.toString()),
                            facts,
                            Optional.empty()));
        } catch (OnnxFormatException e) {
            System.out.println(folder.getFileName() + " is left out: " + e.problem().why());
            return Optional.empty();
        }
    }

    List<Revision> revisions() {
        return registry.latest().revisions();
    }

    @Override
    public Feed<Registry> registry() {
        return registry;
    }

    @Override
    public Outcome<Revision> resolve(String reference) {
        throw new UnsupportedOperationException("nothing is looked up by name");
    }

    @Override
    public Outcome<Revision> admit(Admission admission) {
        throw new UnsupportedOperationException("nothing is published");
    }

    @Override
    public Path modelFile(RevisionId id) {
        return folders.get(id).resolve("model.onnx");
    }

    @Override
    public Optional<Path> goldenFolder(RevisionId id) {
        Path folder = folders.get(id);
        return Files.isDirectory(folder.resolve("test_data_set_0"))
                ? Optional.of(folder)
                : Optional.empty();
    }
}
