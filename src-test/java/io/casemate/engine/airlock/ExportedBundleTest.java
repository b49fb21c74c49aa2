package io.casemate.engine.airlock;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.archive.FolderWriter;
import io.casemate.engine.archive.ModelPack;
import io.casemate.engine.archive.OciWriter;
import io.casemate.engine.archive.PackedFile;
import io.casemate.engine.archive.TarWriter;
import io.casemate.engine.json.Json;
import io.casemate.engine.onnx.ModelBytes;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tasks.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// What the way out packs, the way in finds.
final class ExportedBundleTest {
    private static final byte[] MODEL = ModelBytes.of(HandMade.sound());

    @TempDir Path temp;

    private static ModelPack.Layer layer(ModelPack.Layer.Kind kind, PackedFile file)
            throws Exception {
        return new ModelPack.Layer(kind, file.digest(), file);
    }

    private List<PackedFile> layout() throws Exception {
        List<PackedFile> samples = List.of(PackedFile.of("golden/x.npy", new byte[10]));
        var golden =
                new PackedFile(
                        "golden",
                        TarWriter.size(samples),
                        out -> TarWriter.write(samples, Instant.EPOCH, out));
        return OciWriter.layout(
                        new ModelPack(
                                new ModelPack.Label("cat", "1", "1", Instant.EPOCH),
                                Json.object(),
                                List.of(
                                        layer(
                                                ModelPack.Layer.Kind.WEIGHT,
                                                PackedFile.of("cat/model.onnx", MODEL)),
                                        layer(
                                                ModelPack.Layer.Kind.WEIGHT,
                                                PackedFile.of("cat/data/w.bin", new byte[3])),
                                        layer(
                                                ModelPack.Layer.Kind.WEIGHT_CONFIG,
                                                PackedFile.of("cat/model.sig", new byte[4])),
                                        layer(ModelPack.Layer.Kind.DATASET, golden)),
                                List.of()))
                .files();
    }

    private UnpackJob.Found found(Path source, String job) throws Exception {
        ObjectNode input = Json.treeOf(new UnpackJob.Input(source.toString(), "thing"));
        Path folder = Files.createDirectory(temp.resolve(job));
        return switch (UnpackJob.run(input, folder, Progress.NONE)) {
            case Outcome.Done<ObjectNode>(ObjectNode tree) ->
                    Json.read(tree, UnpackJob.Found.class);
            case Outcome.Refused<ObjectNode>(Problem problem) ->
                    throw new AssertionError(problem.toString());
        };
    }

    @Test
    void findsModelDataSignatureAndGoldenSetInALayout() throws Exception {
        Path folder = Files.createDirectory(temp.resolve("layout"));
        FolderWriter.write(layout(), Instant.EPOCH, folder);
        Path archive = temp.resolve("layout.tar");
        try (var out = Files.newOutputStream(archive)) {
            TarWriter.write(layout(), Instant.EPOCH, out);
        }

        for (Path source : List.of(folder, archive)) {
            UnpackJob.Found found = found(source, "job-" + source.getFileName());

            Path model = Path.of(found.model());
            assertArrayEquals(MODEL, Files.readAllBytes(model));
            assertEquals(Optional.of("cat"), found.suggestedName());
            assertEquals(List.of(), found.notes());
            assertTrue(Files.exists(model.resolveSibling("data/w.bin")));
            assertTrue(Files.exists(model.resolveSibling("model.sig")));
            Path golden = Path.of(found.golden().orElseThrow());
            assertTrue(Files.exists(golden.resolve("x.npy")));
            assertTrue(!golden.startsWith(model.getParent()), "a signature would not cover it");
        }
    }
}
