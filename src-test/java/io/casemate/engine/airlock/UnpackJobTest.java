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
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
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
    private Path files;
    private int jobs;

    @BeforeEach
    void makeFolder() throws IOException {
        files = Files.createDirectory(temp.resolve("files"));
    }

    private Path put(String path, byte[] content) throws IOException {
        Path file = files.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

    private void put(String path, String content) throws IOException {
        put(path, content.getBytes(StandardCharsets.UTF_8));
    }

    private Path zipped() throws IOException {
        Path archive = temp.resolve("archive.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(archive));
                Stream<Path> all = Files.walk(files)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(new ZipEntry(files.relativize(file).toString()));
                Files.copy(file, zip);
            }
        }
        return archive;
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
        put("a/b/detector.onnx", MODEL);
        put("a/b/golden/x.npy", "x");
        put("a/README.md", "about it");
        put("__MACOSX/._detector.onnx", "what macOS knows");

        UnpackJob.Found found = found(zipped());

        assertEquals("a ZIP archive", found.kind());
        assertEquals(Optional.of("detector"), found.suggestedName());
        assertTrue(found.golden().orElseThrow().endsWith("golden"));
        assertTrue(found.model().startsWith(temp.resolve("job-1").toString()));
    }

    @Test
    void namesTheModelsWhereThereAreSeveral() throws Exception {
        put("one.onnx", MODEL);
        put("b/two.onnx", MODEL);

        Problem problem = refused(zipped());

        assertEquals("AL-006", problem.code().id());
        assertTrue(problem.why().contains("b/two.onnx, one.onnx"), problem.why());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text.txt", "1/2/3/4/m.onnx"})
    void refusesWhereThereIsNoneInReach(String path) throws Exception {
        put(path, MODEL);
        put("other.txt", "x");

        assertEquals("AL-006", refused(zipped()).code().id());
    }

    @Test
    void takesThePyTorchAndNumpyFormatsForWhatTheyAre() throws Exception {
        put("m/data.pkl", "x");
        assertEquals("AL-101", refused(zipped()).code().id());

        Files.delete(files.resolve("m/data.pkl"));
        put("x.npy", "x");
        assertEquals("AL-102", refused(zipped()).code().id());
    }

    private void putTriton(String model) throws IOException {
        put(
                model + "/config.pbtxt",
                """
                # "a comment
                name: "the \\"name\\""
                platform: 'onnxruntime_onnx'
                input [ { name: "x" data_type: TYPE_FP32 dims: [ 4 ] } ]
                """);
        put(model + "/2/model.onnx", "old");
        put(model + "/10/model.onnx", MODEL);
        put(model + "/golden/x.npy", "x");
    }

    @Test
    void takesTheNewestVersionOutOfATritonRepository() throws Exception {
        putTriton("repository/detector");
        put("repository/before/config.pbtxt", "backend: \"python\"");
        put("repository/before/1/model.py", "x");

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
        putTriton("detector");

        assertEquals(Optional.of("the \"name\""), found(files.resolve("detector")).suggestedName());
    }

    @Test
    void namesTheModelsOfATritonRepositoryWithSeveral() throws Exception {
        put("one/1/model.onnx", MODEL);
        put("two/1/model.onnx", MODEL);

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
        put("m/config.pbtxt", config);
        put("m/1/model.onnx", MODEL);

        assertEquals("AL-213", refused(files).code().id());
    }

    @Test
    void refusesATritonModelWithItsFileElsewhere() throws Exception {
        put("m/config.pbtxt", "default_model_filename: \"../../x\"");
        put("m/1/model.onnx", MODEL);

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

    private String blob(String mediaType, byte[] content, String annotations) throws IOException {
        String hex = Digest.of(content).hex();
        put("blobs/sha256/" + hex, content);
        return """
        {"mediaType":"%s","digest":"sha256:%s","size":%d,"annotations":%s}\
        """
                .formatted(mediaType, hex, content.length, annotations);
    }

    private String layer(String family, String path, byte[] content) throws IOException {
        return blob(
                "application/vnd." + family + ".model.weight.v1.raw",
                content,
                "{\"org.%s.model.filepath\":\"%s\"}".formatted(family, path));
    }

    private void putLayout(String artifact, String... layers) throws IOException {
        String manifest =
                """
                {"schemaVersion":2,"artifactType":"%s","layers":[%s],
                 "annotations":{"org.opencontainers.image.title":"Detector"}}\
                """
                        .formatted(artifact, String.join(",", layers));
        String found =
                blob(
                        "application/vnd.oci.image.manifest.v1+json",
                        manifest.getBytes(StandardCharsets.UTF_8),
                        "{}");
        put("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}");
        put("index.json", "{\"schemaVersion\":2,\"manifests\":[%s]}".formatted(found));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cncf", "cnai"})
    void unpacksAModelPackOfRawLayers(String family) throws Exception {
        putLayout(
                "application/vnd." + family + ".model.manifest.v1+json",
                layer(family, "m/model.onnx", MODEL),
                layer(family, "m/w.bin", new byte[100]),
                blob(CNCF + "doc.v1.raw", new byte[1], "{}"));

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
        putLayout(
                CNCF + "manifest.v1+json",
                blob(CNCF + "weight.v1.tar", Tars.of("m/model.onnx", MODEL), "{}"),
                blob(CNCF + "weight.v1.tar+gzip", Tars.gzip(Tars.of("m/w.bin", MODEL)), "{}"));

        assertTrue(Files.exists(Path.of(found(files).model()).resolveSibling("w.bin")));
        assertEquals(Optional.of("Detector"), found(zipped()).suggestedName());
    }

    @Test
    void refusesABlobThatWasChanged() throws Exception {
        putLayout(CNCF + "manifest.v1+json", layer("cncf", "model.onnx", MODEL));
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
        putLayout(CNCF + "manifest.v1+json", layer("cncf", "../model.onnx", MODEL));
        assertEquals("AL-201", refused(files).code().id());

        putLayout(CNCF + "manifest.v1+json", blob(CNCF + "weight.v1.raw", MODEL, "{}"));
        assertEquals("AL-211", refused(files).code().id());

        putLayout(CNCF + "manifest.v1+json", blob(CNCF + "weight.v1.tar+zstd", MODEL, "{}"));
        assertEquals("AL-207", refused(files).code().id());
    }

    @Test
    void refusesALayoutInALayout() throws Exception {
        putLayout(
                CNCF + "manifest.v1+json",
                layer("cncf", "in/oci-layout", "{}".getBytes(StandardCharsets.UTF_8)));

        assertEquals("AL-006", refused(files).code().id());
    }

    @Test
    void refusesAContainerImageAndABrokenLayout() throws Exception {
        putLayout("application/vnd.docker.thing", layer("cncf", "model.onnx", MODEL));
        assertEquals("AL-212", refused(files).code().id());

        put("index.json", "{\"manifests\":[{\"digest\":[],\"size\":{}}]}");
        assertEquals("AL-211", refused(files).code().id());

        put("index.json", "[[[");
        assertEquals("AL-211", refused(files).code().id());
    }

    @Test
    void alwaysAnswersWhateverIsDamaged() throws Exception {
        putLayout(
                CNCF + "manifest.v1+json",
                layer("cncf", "model.onnx", MODEL),
                blob(CNCF + "weight.v1.tar", Tars.of("w.bin", MODEL), "{}"));
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
