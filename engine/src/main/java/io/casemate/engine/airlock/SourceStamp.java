package io.casemate.engine.airlock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a source file was when its copy began: enough to find it again, and to see that it is
/// another one now.
///
/// @param place absolute path
/// @param modified as its file system says
/// @param proof device, inode and time of the inode's last change; only from file systems where
///   every write changes that time and nobody can set it. Sticks (FAT, exFAT) have none.
record SourceStamp(String place, long bytes, Instant modified, Optional<String> proof) {
    private static final Set<String> HONEST =
            Set.of("ext2", "ext3", "ext4", "xfs", "btrfs", "f2fs", "zfs", "tmpfs");

    /// A write that follows a look so closely may leave the time as it is.
    private static final Duration SETTLED = Duration.ofSeconds(2);

    /// @param now compared with the time of the last change
    static SourceStamp of(Path source, BasicFileAttributes attributes, Instant now)
            throws IOException {
        return new SourceStamp(
                source.toAbsolutePath().normalize().toString(),
                attributes.size(),
                attributes.lastModifiedTime().toInstant(),
                proof(source, now));
    }

    private static Optional<String> proof(Path source, Instant now) throws IOException {
        boolean isHonest =
                source.getFileSystem().supportedFileAttributeViews().contains("unix")
                        && HONEST.contains(Files.getFileStore(source).type());
        if (!isHonest) {
            return Optional.empty();
        }
        Map<String, Object> inode =
                Files.readAttributes(source, "unix:dev,ino,ctime", LinkOption.NOFOLLOW_LINKS);
        Instant changed = ((FileTime) inode.get("ctime")).toInstant();
        return changed.plus(SETTLED).isBefore(now)
                ? Optional.of("%s:%s:%s".formatted(inode.get("dev"), inode.get("ino"), changed))
                : Optional.empty();
    }

    /// {@return whether `now` may be the same content under the same path}
    boolean looksLike(SourceStamp now) {
        return place.equals(now.place) && bytes == now.bytes && modified.equals(now.modified);
    }

    /// {@return whether nobody can have written to the file since}
    boolean isProvenBy(SourceStamp now) {
        return looksLike(now) && proof.isPresent() && proof.equals(now.proof);
    }
}
