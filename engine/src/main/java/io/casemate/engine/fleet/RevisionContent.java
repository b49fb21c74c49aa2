package io.casemate.engine.fleet;

import io.casemate.engine.json.CanonicalJson;
import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;

/// Checks, before a model is loaded, that its bytes are the ones that were ordered.
final class RevisionContent {
    private static final int BUFFER = 1 << 16;

    private RevisionContent() {}

    /// {@return `order`, once every file of the model was read and its digest is the ordered one}
    static Outcome<Order> verify(Order order) {
        Digest found;
        try {
            found = digest(order.modelFile());
        } catch (IOException | java.io.UncheckedIOException e) {
            return Outcome.refused(
                    new Problem(
                            FleetProblem.FILE_UNREADABLE,
                            "'%s' was not loaded.".formatted(order.deployment()),
                            "Its model file cannot be read: %s.".formatted(e),
                            "Check the disk and the folder's permissions, then deploy again;"
                                    + " if the file is lost, import the model again."));
        }
        return found.equals(order.revision()) ? Outcome.done(order) : differs(order, found);
    }

    /// {@return the digest that identifies the revision whose model file this is, see `RevisionId`}
    static Digest digest(Path modelFile) throws IOException {
        Path folder = modelFile.toAbsolutePath().getParent();
        List<Path> files;
        try (Stream<Path> found = Files.walk(folder)) {
            files = found.filter(Files::isRegularFile).toList();
        }
        return files.size() > 1 ? manifest(folder, files) : content(modelFile);
    }

    private static Digest manifest(Path folder, List<Path> files) throws IOException {
        SortedMap<String, Digest> digests = new TreeMap<>();
        for (Path file : files) {
            digests.put(folder.relativize(file).toString().replace('\\', '/'), content(file));
        }
        ArrayNode list = Json.mapper().createArrayNode();
        digests.forEach((path, digest) ->
                list.add(Json.object().put("path", path).put("sha256", digest.hex())));
        return Digest.of(CanonicalJson.bytesOf(Json.object().set("files", list)));
    }

    private static Digest content(Path file) throws IOException {
        MessageDigest sha256 = Digest.newSha256();
        byte[] buffer = new byte[BUFFER];
        try (InputStream bytes = Files.newInputStream(file)) {
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                sha256.update(buffer, 0, read);
            }
        }
        return Digest.ofHash(sha256.digest());
    }

    private static Outcome<Order> differs(Order order, Digest found) {
        return Outcome.refused(
                new Problem(
                        FleetProblem.CONTENT_DIFFERS,
                        "'%s' was not loaded.".formatted(order.deployment()),
                        "The model's content is sha256:%s…, and sha256:%s… was ordered."
                                .formatted(found.abbreviated(), order.revision().abbreviated()),
                        "The stored file was damaged or replaced. Import the model again from its"
                                + " source, and find out who can write to the data folder."));
    }
}
