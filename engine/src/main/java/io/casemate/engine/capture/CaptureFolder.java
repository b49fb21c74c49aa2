package io.casemate.engine.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.casemate.engine.json.CanonicalJson;
import io.casemate.engine.json.Json;
import io.casemate.engine.ledger.Folders;
import io.casemate.engine.models.Content;
import io.casemate.engine.units.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The folder of one capture: its samples, and beside them the consent they were kept with.
record CaptureFolder(Path path) {
    static final String CONSENT = "consent.json";
    private static final String SAMPLE = "sample-\\d{6}\\.npz(\\.part)?";

    /// Samples that are gone.
    record Deleted(int samples, Bytes bytes) {}

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
                path.resolve(CONSENT), CanonicalJson.textOf(Json.treeOf(started)).getBytes(UTF_8));
    }

    /// {@return the samples that are there, after reading them; nothing else that lies there}
    Content content() throws IOException {
        return Content.of(path, samples());
    }

    private List<String> samples() throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> inside = Files.list(path)) {
            return inside.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.matches(SAMPLE))
                    .toList();
        }
    }

    /// Deletes what a capture wrote; what others laid there stays, and the folder with it.
    Deleted delete() throws IOException {
        List<String> samples = samples();
        long bytes = 0;
        for (String name : samples) {
            bytes += Files.size(path.resolve(name));
            Files.delete(path.resolve(name));
        }
        if (Files.isDirectory(path)) {
            Files.deleteIfExists(path.resolve(CONSENT));
            if (isFree()) {
                Files.delete(path);
            }
        }
        return new Deleted(samples.size(), new Bytes(bytes));
    }
}
