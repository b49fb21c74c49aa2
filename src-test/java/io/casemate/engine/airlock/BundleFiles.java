package io.casemate.engine.airlock;

import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A folder of files that a test fills, and the archives made of it.
record BundleFiles(Path folder) {
    private static final String CNCF = "application/vnd.cncf.model.";

    static BundleFiles in(Path folder) throws IOException {
        return new BundleFiles(Files.createDirectories(folder));
    }

    Path put(String path, byte[] content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

    void put(String path, String content) throws IOException {
        put(path, content.getBytes(StandardCharsets.UTF_8));
    }

    private List<Path> all() throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }

    Path zipped(Path archive) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (Path file : all()) {
                zip.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
                Files.copy(file, zip);
            }
        }
        return archive;
    }

    byte[] tar() throws IOException {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        for (Path file : all()) {
            contents.put(folder.relativize(file).toString(), Files.readAllBytes(file));
        }
        return Tars.of(contents);
    }

    /// One model for ONNX Runtime, in its versions 2 and 10.
    void putTriton(String model, byte[] newest) throws IOException {
        put(
                model + "/config.pbtxt",
                """
                # "a comment
                name: "the \\"name\\""
                platform: 'onnxruntime_onnx'
                input [ { name: "x" data_type: TYPE_FP32 dims: [ 4 ] } ]
                """);
        put(model + "/2/model.onnx", "old");
        put(model + "/10/model.onnx", newest);
    }

    /// {@return a descriptor of the blob `content`, which is put where it belongs}
    String blob(String mediaType, byte[] content, String annotations) throws IOException {
        String hex = Digest.of(content).hex();
        put("blobs/sha256/" + hex, content);
        return """
        {"mediaType":"%s","digest":"sha256:%s","size":%d,"annotations":%s}\
        """
                .formatted(mediaType, hex, content.length, annotations);
    }

    /// {@return a raw layer of the namespace `family`, such as `cncf`}
    String layer(String family, String path, byte[] content) throws IOException {
        return blob(
                "application/vnd." + family + ".model.weight.v1.raw",
                content,
                "{\"org.%s.model.filepath\":\"%s\"}".formatted(family, path));
    }

    /// An OCI layout with one model called `Detector`.
    void putLayout(String artifact, String... layers) throws IOException {
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

    /// An OCI layout with raw layers.
    void putModelPack(Map<String, byte[]> files) throws IOException {
        var layers = new String[files.size()];
        int i = 0;
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            layers[i] = layer("cncf", file.getKey(), file.getValue());
            i++;
        }
        putLayout(CNCF + "manifest.v1+json", layers);
    }
}
