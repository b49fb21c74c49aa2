package io.casemate.engine.airlock;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.json.Json;
import io.casemate.engine.onnx.ModelBytes;
import io.casemate.engine.problem.EngineException;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// The one model is found in archives, Triton repositories and OCI layouts; or it is said why not.
@Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class UnpackJobTest {
    private static final byte[] MODEL = ModelBytes.of(HandMade.sound());
    private static final String CNCF = "application/vnd.cncf.model.";
    private static final int FUZZ_ROUNDS = 300;

    @TempDir Path temp;
    private BundleFiles bundle;
    private Path files;
    private int jobs;

    @BeforeEach
    void makeFolder() throws IOException {
        bundle = BundleFiles.in(temp.resolve("files"));
        files = bundle.folder();
    }

    private Path zipped() throws IOException {
        return bundle.zipped(temp.resolve("archive.zip"));
    }

    private Outcome<ObjectNode> outcome(Path source) throws IOException, InterruptedException {
        jobs++;
        Path folder = Files.createDirectory(temp.resolve("job-" + jobs));
        ObjectNode input = Json.treeOf(new UnpackJob.Input(source.toString(), "thing"));
        try {
            return UnpackJob.run(input, folder, Progress.NONE);
        } catch (EngineException e) {
            return Outcome.refused(e.problem());
        }
    }

    private UnpackJob.Found found(Path source) throws Exception {
        return switch (outcome(source)) {
            case Outcome.Done<ObjectNode>(ObjectNode tree) -> {
                UnpackJob.Found found = Json.read(tree, UnpackJob.Found.class);
                assertArrayEquals(MODEL, Files.readAllBytes(Path.of(found.model())));
                yield found;
            }
            case Outcome.Refused<ObjectNode>(Problem problem) ->
                    throw new AssertionError(problem.toString());
        };
    }

    private Problem refused(Path source) throws Exception {
        return switch (outcome(source)) {
            case Outcome.Done<ObjectNode>(ObjectNode tree) ->
                    throw new AssertionError("taken: " + tree);
            case Outcome.Refused<ObjectNode>(Problem problem) -> problem;
        };
    }

    @Test
    void findsTheModelDeepInAZipWithItsGoldenSet() throws Exception {
        bundle.put("a/b/detector.onnx", MODEL);
        bundle.put("a/b/golden/x.npy", "x");
        bundle.put("a/README.md", "about it");
        bundle.put("__MACOSX/._detector.onnx", "what macOS knows");

        UnpackJob.Found found = found(zipped());

        assertEquals("a ZIP archive", found.kind());
        assertEquals(Optional.of("detector"), found.suggestedName());
        assertTrue(found.golden().orElseThrow().endsWith("golden"));
        assertTrue(found.model().startsWith(temp.resolve("job-1").toString()));
    }

    @Test
    void namesTheModelsWhereThereAreSeveral() throws Exception {
        bundle.put("one.onnx", MODEL);
        bundle.put("b/two.onnx", MODEL);

        Problem problem = refused(zipped());

        assertEquals("AL-006", problem.code().id());
        assertTrue(problem.why().contains("b/two.onnx, one.onnx"), problem.why());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text.txt", "1/2/3/4/m.onnx"})
    void refusesWhereThereIsNoneInReach(String path) throws Exception {
        bundle.put(path, MODEL);
        bundle.put("other.txt", "x");

        assertEquals("AL-006", refused(zipped()).code().id());
    }

    @Test
    void takesThePyTorchAndNumpyFormatsForWhatTheyAre() throws Exception {
        bundle.put("m/data.pkl", "x");
        assertEquals("AL-101", refused(zipped()).code().id());

        Files.delete(files.resolve("m/data.pkl"));
        bundle.put("x.npy", "x");
        assertEquals("AL-102", refused(zipped()).code().id());
    }

    @Test
    void takesTheNewestVersionOutOfATritonRepository() throws Exception {
        bundle.putTriton("repository/detector", MODEL);
        bundle.put("repository/detector/golden/x.npy", "x");
        bundle.put("repository/before/config.pbtxt", "backend: \"python\"");
        bundle.put("repository/before/1/model.py", "x");

        for (Path source : List.of(zipped(), files, files.resolve("repository"))) {
            UnpackJob.Found found = found(source);

            assertTrue(found.kind().endsWith("with a Triton repository"), found.kind());
            assertEquals(Optional.of("the \"name\""), found.suggestedName());
            assertTrue(found.model().endsWith("10/model.onnx"));
            assertTrue(found.golden().isPresent());
            assertEquals(
                    List.of(
                            "Version 10 of [10, 2] was taken, the newest.",
                            "Not for ONNX Runtime, left out: ['before' (python)]."),
                    found.notes());
        }
    }

    @Test
    void takesOneModelOfATritonRepository() throws Exception {
        bundle.putTriton("detector", MODEL);

        assertEquals(Optional.of("the \"name\""), found(files.resolve("detector")).suggestedName());
    }

    @Test
    void namesTheModelsOfATritonRepositoryWithSeveral() throws Exception {
        bundle.put("one/1/model.onnx", MODEL);
        bundle.put("two/1/model.onnx", MODEL);

        Problem problem = refused(files);

        assertEquals("AL-006", problem.code().id());
        assertTrue(problem.why().contains("one, two"), problem.why());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "platform: \"tensorrt_plan\"",
                "name: \"open",
                "input [ {",
                "}",
                "default_model_filename: \"other.onnx\"",
            })
    void refusesATritonModelThatItCannotUse(String config) throws Exception {
        bundle.put("m/config.pbtxt", config);
        bundle.put("m/1/model.onnx", MODEL);

        assertEquals("AL-213", refused(files).code().id());
    }

    @Test
    void refusesATritonModelWithItsFileElsewhere() throws Exception {
        bundle.put("m/config.pbtxt", "default_model_filename: \"../../x\"");
        bundle.put("m/1/model.onnx", MODEL);

        assertEquals("AL-201", refused(files).code().id());
    }

    @Test
    void followsNoLinkOutOfAFolder() throws Exception {
        Path outside = Files.createDirectories(temp.resolve("outside/1"));
        Files.write(outside.resolve("model.onnx"), MODEL);
        Files.createSymbolicLink(files.resolve("m"), outside.getParent());
        Files.createSymbolicLink(files.resolve("m.onnx"), outside.resolve("model.onnx"));

        assertEquals("AL-006", refused(files).code().id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cncf", "cnai"})
    void unpacksAModelPackOfRawLayers(String family) throws Exception {
        bundle.putLayout(
                "application/vnd." + family + ".model.manifest.v1+json",
                bundle.layer(family, "m/model.onnx", MODEL),
                bundle.layer(family, "m/w.bin", new byte[100]),
                bundle.blob(CNCF + "doc.v1.raw", new byte[1], "{}"));

        for (Path source : List.of(files, zipped())) {
            UnpackJob.Found found = found(source);

            assertTrue(found.kind().endsWith("with an OCI layout"), found.kind());
            assertEquals(Optional.of("Detector"), found.suggestedName());
            assertTrue(Files.exists(Path.of(found.model()).resolveSibling("w.bin")));
            assertEquals(
                    List.of("1 layers with documentation, code or something else were left out."),
                    found.notes());
        }
    }

    @Test
    void unpacksAModelPackOfTarLayers() throws Exception {
        bundle.putLayout(
                CNCF + "manifest.v1+json",
                bundle.blob(CNCF + "weight.v1.tar", Tars.of("m/model.onnx", MODEL), "{}"),
                bundle.blob(
                        CNCF + "weight.v1.tar+gzip", Tars.gzip(Tars.of("m/w.bin", MODEL)), "{}"));

        assertTrue(Files.exists(Path.of(found(files).model()).resolveSibling("w.bin")));
        assertEquals(Optional.of("Detector"), found(zipped()).suggestedName());
    }

    @Test
    void refusesABlobThatWasChanged() throws Exception {
        bundle.putLayout(CNCF + "manifest.v1+json", bundle.layer("cncf", "model.onnx", MODEL));
        Path blob = files.resolve("blobs/sha256").resolve(Digest.of(MODEL).hex());
        byte[] changed = MODEL.clone();
        changed[MODEL.length - 1] ^= 1;

        Files.write(blob, changed);
        assertEquals("AL-214", refused(files).code().id());
        Files.write(blob, new byte[3]);
        assertEquals("AL-214", refused(files).code().id());
        Files.delete(blob);
        assertEquals("AL-211", refused(files).code().id());
        Files.createSymbolicLink(blob, Files.write(temp.resolve("real"), MODEL));
        assertEquals("AL-211", refused(files).code().id());
    }

    @Test
    void refusesLayersThatGoElsewhereOrArePackedOtherwise() throws Exception {
        bundle.putLayout(CNCF + "manifest.v1+json", bundle.layer("cncf", "../model.onnx", MODEL));
        assertEquals("AL-201", refused(files).code().id());

        bundle.putLayout(
                CNCF + "manifest.v1+json", bundle.blob(CNCF + "weight.v1.raw", MODEL, "{}"));
        assertEquals("AL-211", refused(files).code().id());

        bundle.putLayout(
                CNCF + "manifest.v1+json", bundle.blob(CNCF + "weight.v1.tar+zstd", MODEL, "{}"));
        assertEquals("AL-207", refused(files).code().id());
    }

    @Test
    void refusesALayoutInALayout() throws Exception {
        bundle.putLayout(
                CNCF + "manifest.v1+json",
                bundle.layer("cncf", "in/oci-layout", "{}".getBytes(StandardCharsets.UTF_8)));

        assertEquals("AL-006", refused(files).code().id());
    }

    @Test
    void refusesAContainerImageAndABrokenLayout() throws Exception {
        bundle.putLayout("application/vnd.docker.thing", bundle.layer("cncf", "model.onnx", MODEL));
        assertEquals("AL-212", refused(files).code().id());

        bundle.put("index.json", "{\"manifests\":[{\"digest\":[],\"size\":{}}]}");
        assertEquals("AL-211", refused(files).code().id());

        bundle.put("index.json", "[[[");
        assertEquals("AL-211", refused(files).code().id());
    }

    @Test
    void alwaysAnswersWhateverIsDamaged() throws Exception {
        bundle.putLayout(
                CNCF + "manifest.v1+json",
                bundle.layer("cncf", "model.onnx", MODEL),
                bundle.blob(CNCF + "weight.v1.tar", Tars.of("w.bin", MODEL), "{}"));
        List<Path> all;
        try (Stream<Path> walk = Files.walk(files)) {
            all = walk.filter(Files::isRegularFile).sorted().toList();
        }
        var random = new Random(11);

        for (int i = 0; i < FUZZ_ROUNDS; i++) {
            Path file = all.get(random.nextInt(all.size()));
            byte[] good = Files.readAllBytes(file);
            byte[] bad = good.clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, bad);
            outcome(files);
            Files.write(file, good);
        }

        try (Stream<Path> left = Files.list(temp)) {
            assertEquals(
                    List.of("files"),
                    left.map(path -> path.getFileName().toString())
                            .filter(name -> !name.startsWith("job-"))
                            .toList());
        }
        assertEquals(Optional.of("Detector"), found(files).suggestedName());
    }
}
