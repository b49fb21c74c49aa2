package io.casemate.engine.archive;

import io.casemate.engine.json.Json;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The files of an OCI image layout. Links are not followed; nothing read from a blob is believed
/// before its digest was checked.
record OciBlobs(Path layout) {
    private static final int MAX_DOCUMENT = 4 << 20;
    private static final int BUFFER = 64 << 10;

    /// Reads what is inside a blob.
    @FunctionalInterface
    interface Reader {
        void read(InputStream in) throws IOException, InterruptedException;
    }

    /// {@return the JSON file `name` of the layout's root}
    JsonNode document(String name) throws IOException {
        try (InputStream in = open(layout.resolve(name), name)) {
            return parse(in.readNBytes(MAX_DOCUMENT + 1), name);
        }
    }

    JsonNode document(OciDescriptor descriptor) throws IOException {
        Path file = file(descriptor);
        checkSize(file, descriptor);
        try (InputStream in = open(file, shown(descriptor))) {
            byte[] content = in.readNBytes(MAX_DOCUMENT + 1);
            if (!Digest.of(content).hex().equals(descriptor.hex())) {
                throw different(descriptor);
            }
            return parse(content, shown(descriptor));
        }
    }

    /// Hands a blob to `reader` once its digest is right, and checks that what was read had it too.
    void read(OciDescriptor descriptor, Reader reader) throws IOException, InterruptedException {
        Path file = file(descriptor);
        checkSize(file, descriptor);
        checked(file, descriptor, _ -> {});
        checked(file, descriptor, reader);
    }

    private static void checked(Path file, OciDescriptor descriptor, Reader reader)
            throws IOException, InterruptedException {
        MessageDigest sha256 = Digest.newSha256();
        try (var in = new DigestInputStream(open(file, shown(descriptor)), sha256)) {
            reader.read(in);
            byte[] buffer = new byte[BUFFER];
            while (in.read(buffer) >= 0) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("the reading was cancelled");
                }
            }
        }
        if (!Digest.ofHash(sha256.digest()).hex().equals(descriptor.hex())) {
            throw different(descriptor);
        }
    }

    private Path file(OciDescriptor descriptor) {
        Path blobs = layout.resolve("blobs");
        Path folder = blobs.resolve("sha256");
        if (!Files.isDirectory(blobs, LinkOption.NOFOLLOW_LINKS)
                || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw bad("It has no folder blobs/sha256.");
        }
        return folder.resolve(descriptor.hex());
    }

    private static void checkSize(Path file, OciDescriptor descriptor) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw bad("%s is missing or no plain file.".formatted(shown(descriptor)));
        }
        long size = Files.size(file);
        if (size != descriptor.size()) {
            throw ArchiveProblem.DIFFERENT_CONTENT.refusal(
                    "The OCI layout was not taken.",
                    "%s has %d bytes and should have %d."
                            .formatted(shown(descriptor), size, descriptor.size()),
                    "Copy it again from where it came from.");
        }
    }

    private static InputStream open(Path file, String shown) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw bad("%s is missing or no plain file.".formatted(shown));
        }
        return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static JsonNode parse(byte[] content, String shown) {
        if (content.length > MAX_DOCUMENT) {
            throw bad("%s has more than %d bytes.".formatted(shown, MAX_DOCUMENT));
        }
        try {
            return Json.mapper().readTree(content);
        } catch (JacksonException e) {
            throw bad(
                    "%s is no sound JSON: %s."
                            .formatted(shown, Names.printable(e.getOriginalMessage())));
        }
    }

    private static String shown(OciDescriptor descriptor) {
        return "Blob %s\u2026".formatted(descriptor.hex().substring(0, 12));
    }

    private static ArchiveRefusal different(OciDescriptor descriptor) {
        return ArchiveProblem.DIFFERENT_CONTENT.refusal(
                "The OCI layout was not taken.",
                "%s is not what its digest says: it was changed or damaged."
                        .formatted(shown(descriptor)),
                "Copy it again from where it came from.");
    }

    static ArchiveRefusal bad(String why) {
        return ArchiveProblem.BAD_LAYOUT.refusal(
                "The OCI layout was not taken.", why, "Export it again where it came from.");
    }
}
