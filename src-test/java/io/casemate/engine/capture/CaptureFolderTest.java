package io.casemate.engine.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.units.Bytes;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a capture wrote is told from what others laid beside it.
class CaptureFolderTest {
    @TempDir private Path folder;

    @Test
    void readsAllSamplesAndNothingElse() throws IOException {
        fill();

        var content = new CaptureFolder(folder).content();

        assertEquals(
                Map.of(
                        "sample-000000.npz", digest("first"),
                        "sample-000001.npz", digest("second")),
                content.files());
        assertEquals(new Bytes(11), content.bytes());
    }

    @Test
    void deletesItsSamplesAndLeavesTheRest() throws IOException {
        Path link = fill();

        var deleted = new CaptureFolder(folder).delete();

        assertEquals(new CaptureFolder.Deleted(2, new Bytes(11)), deleted);
        assertTrue(Files.exists(link, LinkOption.NOFOLLOW_LINKS));
        assertTrue(Files.exists(folder.resolve("notes/sample-000002.npz")));
        assertTrue(Files.notExists(folder.resolve(CaptureFolder.CONSENT)));
    }

    /// {@return a link that nobody captured}
    private Path fill() throws IOException {
        Files.writeString(folder.resolve("sample-000000.npz"), "first");
        Files.writeString(folder.resolve("sample-000001.npz"), "second");
        Files.writeString(folder.resolve(CaptureFolder.CONSENT), "{}");
        Files.createDirectory(folder.resolve("notes"));
        Files.writeString(folder.resolve("notes/sample-000002.npz"), "third");
        return Files.createSymbolicLink(folder.resolve("a-link"), folder.resolve("nowhere"));
    }

    private static Digest digest(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
