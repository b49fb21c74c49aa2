package io.casemate.engine.airlock;

import io.casemate.engine.units.Bytes;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.Optional;

/// What an interrupted copy has left of a file, held against its source before the copy goes on, so
/// that no file is ever put together from two.
///
/// The copy must have the digest that was noted for it. And the source must be what it was: either
/// its file system proves that nobody has written to it since, or its first part is read again and
/// compared byte by byte. That costs the time of reading, never that of writing.
///
/// @param now the source as it stands
record KeptPart(KeptCopy kept, SourceStamp now) {
    private static final int BUFFER = 4 << 20;

    /// Adds the kept bytes to `sha256`. {@return why they are of no use; empty when they are}
    Optional<String> flaw(Channels channels, MessageDigest sha256, CopyWatch watch)
            throws IOException, InterruptedException {
        if (!kept.source().looksLike(now)) {
            return Optional.of("the source has another size or time of change than it had");
        }
        boolean isProven = kept.source().isProvenBy(now);
        ByteBuffer copied = ByteBuffer.allocateDirect(BUFFER);
        ByteBuffer again = ByteBuffer.allocateDirect(BUFFER);
        for (long at = 0; at < kept.bytes(); at += BUFFER) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the check of what was kept was cancelled");
            }
            int length = (int) Math.min(BUFFER, kept.bytes() - at);
            fill(channels.copy(), copied, at, length);
            sha256.update(copied.duplicate());
            if (!isProven) {
                fill(channels.source(), again, at, length);
                if (copied.mismatch(again) >= 0) {
                    return Optional.of(
                            "the source has other bytes than were copied, within %s of byte %,d"
                                    .formatted(new Bytes(BUFFER), at));
                }
            }
            watch.checked(at + length, kept.bytes());
        }
        return Digest.ofHash(digestOf(sha256)).equals(kept.sha256())
                ? Optional.empty()
                : Optional.of("what was kept does not have its digest any more");
    }

    record Channels(FileChannel source, FileChannel copy) {}

    private static void fill(FileChannel channel, ByteBuffer buffer, long at, int length)
            throws IOException {
        buffer.clear().limit(length);
        while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) >= 0) {
            continue;
        }
        buffer.flip();
    }

    /// {@return the digest so far; `sha256` goes on}
    static byte[] digestOf(MessageDigest sha256) {
        try {
            return ((MessageDigest) sha256.clone()).digest();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the SHA-256 of every JDK can be cloned", e);
        }
    }
}
