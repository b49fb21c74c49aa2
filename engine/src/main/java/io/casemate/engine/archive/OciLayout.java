package io.casemate.engine.archive;

import io.casemate.engine.problem.Outcome;
import io.casemate.engine.tasks.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// An OCI image layout: `oci-layout`, `index.json`, `blobs/sha256/…`. Models in it are packed by
/// the CNCF ModelPack specification, under its present or its former media types.
public final class OciLayout {
    private static final String MARK = "oci-layout";
    private static final String VERSION = "1.0.0";
    private static final int MAX_MANIFESTS = 64;
    private static final int MAX_DEPTH = 3;

    private final OciBlobs blobs;
    private int manifests;

    private OciLayout(Path folder) {
        blobs = new OciBlobs(folder);
    }

    /// {@return whether `folder` calls itself an OCI layout}
    public static boolean isAt(Path folder) {
        return Files.isRegularFile(folder.resolve(MARK), LinkOption.NOFOLLOW_LINKS);
    }

    /// {@return the models in `folder`, one at least}
    public static Outcome<List<OciModel>> modelsIn(Path folder) throws IOException {
        try {
            return Outcome.done(new OciLayout(folder).models());
        } catch (ArchiveRefusal e) {
            return Outcome.refused(e.problem());
        }
    }

    private List<OciModel> models() throws IOException {
        String version = blobs.document(MARK).path("imageLayoutVersion").asString("");
        if (!version.equals(VERSION)) {
            throw OciBlobs.bad(
                    "Its version is '%s'; %s is known."
                            .formatted(Names.printable(version), VERSION));
        }
        List<OciModel> found = new ArrayList<>();
        collect(blobs.document("index.json"), 1, found);
        if (found.isEmpty()) {
            throw ArchiveProblem.NO_MODEL_LAYOUT.refusal(
                    "The OCI layout was not taken.",
                    "None of its %d manifests is a model as ModelPack packs it."
                            .formatted(manifests),
                    "Pack the model with a ModelPack tool, or bring the .onnx file itself.");
        }
        return List.copyOf(found);
    }

    private void collect(JsonNode index, int depth, List<OciModel> found) throws IOException {
        for (JsonNode node : index.path("manifests")) {
            manifests++;
            if (manifests > MAX_MANIFESTS || depth > MAX_DEPTH) {
                throw OciBlobs.bad(
                        "It has more than %d manifests, or indexes more than %d deep."
                                .formatted(MAX_MANIFESTS, MAX_DEPTH));
            }
            OciDescriptor descriptor = OciDescriptor.of(node);
            JsonNode document = blobs.document(descriptor);
            if (document.has("manifests")) {
                collect(document, depth + 1, found);
            } else {
                OciModel.of(descriptor, document).ifPresent(found::add);
            }
        }
    }

    /// Unpacks the layers of `model`, one of those in `folder`, into `target`, which must not be
    /// there yet. Every blob is checked against its digest and size.
    ///
    /// @return `target`, or why the layout is turned away
    public static Outcome<Path> unpack(Path folder, OciModel model, Path target, Progress progress)
            throws IOException, InterruptedException {
        try {
            var destination = Destination.open(target, UnpackLimits.STANDARD, progress);
            var blobs = new OciBlobs(folder);
            for (OciModel.Layer layer : model.layers()) {
                blobs.read(layer.blob(), in -> unpack(layer, in, destination));
            }
            return Outcome.done(target);
        } catch (ArchiveRefusal e) {
            return Outcome.refused(e.problem());
        }
    }

    private static void unpack(OciModel.Layer layer, InputStream in, Destination destination)
            throws IOException, InterruptedException {
        switch (layer.packing()) {
            case "raw" -> writeRaw(layer, in, destination);
            case "tar" -> new TarUnpacker(in, destination, (_, _, _) -> {}).run();
            case "tar+gzip" ->
                    new TarUnpacker(
                                    new GzipStream(in, destination.limits()),
                                    destination,
                                    (_, _, _) -> {})
                            .run();
            default ->
                    throw ArchiveProblem.UNSUPPORTED.refusal(
                            "The OCI layout was not taken.",
                            "A layer is packed as %s.".formatted(layer.packing()),
                            "Pack it with raw, tar or tar+gzip layers.");
        }
    }

    private static void writeRaw(OciModel.Layer layer, InputStream in, Destination destination)
            throws IOException, InterruptedException {
        int number = destination.nextEntry();
        EntryPath path =
                layer.path()
                        .flatMap(name -> EntryPath.of(name, number))
                        .orElseThrow(() ->
                                OciBlobs.bad(
                                        "Layer %d does not say what its file is called."
                                                .formatted(number)));
        destination.write(path, in, (_, _, _) -> {});
    }
}
