package io.casemate.engine.models;

import io.casemate.engine.json.CanonicalJson;
import io.casemate.engine.json.Json;
import io.casemate.engine.units.Bytes;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The files of a folder by their digests.
///
/// @param files digest of each file by its path in the folder, parts separated by `/`
/// @param odd the first thing in the folder that is neither file nor folder, such as a link
public record Content(SortedMap<String, Digest> files, Bytes bytes, Optional<String> odd) {
    public static final String MODEL_FILE = "model.onnx";
    private static final int BUFFER = 1 << 20;

    /// {@return what `folder` holds, after reading all of it}
    public static Content read(Path folder) throws IOException {
        SortedMap<String, Digest> files = new TreeMap<>();
        long bytes = 0;
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                String name = folder.relativize(path).toString().replace('\\', '/');
                if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    files.put(name, digest(path));
                    bytes += Files.size(path);
                } else if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    return new Content(files, new Bytes(bytes), Optional.of(name));
                }
            }
        }
        return new Content(files, new Bytes(bytes), Optional.empty());
    }

    /// {@return those files of `folder` that are named, after reading them}
    public static Content of(Path folder, List<String> names) throws IOException {
        SortedMap<String, Digest> files = new TreeMap<>();
        long bytes = 0;
        for (String name : names) {
            Path file = folder.resolve(name);
            files.put(name, digest(file));
            bytes += Files.size(file);
        }
        return new Content(files, new Bytes(bytes), Optional.empty());
    }

    boolean isModel() {
        return odd.isEmpty() && files.containsKey(MODEL_FILE);
    }

    /// {@return the revision that consists of these files}
    public RevisionId revisionId() {
        return new RevisionId(files.size() == 1 ? files.firstEntry().getValue() : listDigest());
    }

    /// {@return SHA-256 of the canonical JSON `{"files":[{"path","sha256"},…]}`, sorted by path}
    public Digest listDigest() {
        ObjectNode list = Json.object();
        ArrayNode entries = list.putArray("files");
        for (Map.Entry<String, Digest> file : files.entrySet()) {
            entries.addObject().put("path", file.getKey()).put("sha256", file.getValue().hex());
        }
        return Digest.of(CanonicalJson.bytesOf(list));
    }

    private static Digest digest(Path file) throws IOException {
        MessageDigest sha256 = Digest.newSha256();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sha256.update(buffer, 0, read);
            }
        }
        return Digest.ofHash(sha256.digest());
    }
}
