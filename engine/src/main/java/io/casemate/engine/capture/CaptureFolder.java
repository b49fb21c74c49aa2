package io.casemate.engine.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.casemate.engine.json.CanonicalJson;
import io.casemate.engine.json.Json;
import io.casemate.engine.ledger.Folders;
import io.casemate.engine.models.Content;
import io.casemate.engine.units.Bytes;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The folder of one capture: its samples, and beside them the consent they were kept with.
record CaptureFolder(Path path) {
    static final String CONSENT = "consent.json";
    private static final String SAMPLE = "sample-\\d{6}\\.npz(\\.part)?";

    /// What is there.
    ///
    /// @param digest of the list of samples
    record Left(int samples, Bytes bytes, Digest digest) {}

    /// {@return whether nothing is lost by writing into it}
    boolean isFree() throws IOException {
        if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Stream<Path> inside = Files.list(path)) {
            return inside.findAny().isEmpty();
        }
    }

    /// Makes the folder, readable by its owner only, with the consent in it.
    void create(CaptureStarted started) throws IOException {
        Folders.createPrivate(path);
        Files.write(
                path.resolve(CONSENT),
                CanonicalJson.textOf(Json.treeOf(started)).getBytes(UTF_8));
    }

    Left left() throws IOException {
        if (!Files.isDirectory(path)) {
            return new Left(0, new Bytes(0), listed(new TreeMap<>()));
        }
        SortedMap<String, Digest> samples = new TreeMap<>(Content.read(path).files());
        samples.keySet().removeIf(name -> !name.matches(SAMPLE));
        long bytes = 0;
        for (String name : samples.keySet()) {
            bytes += Files.size(path.resolve(name));
        }
        return new Left(samples.size(), new Bytes(bytes), listed(samples));
    }

    private static Digest listed(SortedMap<String, Digest> samples) {
        return new Content(samples, new Bytes(0), java.util.Optional.empty()).listDigest();
    }

    /// Deletes what a capture wrote; what others laid there stays, and the folder with it.
    void delete() throws IOException {
        if (!Files.isDirectory(path)) {
            return;
        }
        List<Path> inside;
        try (Stream<Path> files = Files.list(path)) {
            inside = files.toList();
        }
        for (Path file : inside) {
            String name = file.getFileName().toString();
            if (name.equals(CONSENT) || name.matches(SAMPLE)) {
                Files.delete(file);
            }
        }
        if (isFree()) {
            Files.delete(path);
        }
    }
}
