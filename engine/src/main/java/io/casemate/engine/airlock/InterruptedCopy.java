package io.casemate.engine.airlock;

import io.casemate.engine.units.Bytes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// A copy into quarantine that was interrupted, and goes on when the same file is imported again.
///
/// @param source name of the file as it was given
/// @param place the whole path as it was given
/// @param name that was asked for
/// @param golden folder of the golden set that was asked for
/// @param copied what is kept
/// @param of what is to be copied in all
/// @param when the last of it was kept
public record InterruptedCopy(
        ImportId id,
        String source,
        String place,
        Optional<String> name,
        Optional<String> golden,
        Bytes copied,
        Bytes of,
        Instant when) {

    /// {@return whether an import of `other` goes on with it}
    public boolean isOf(Path other) {
        return other.toAbsolutePath().normalize().equals(Path.of(place));
    }
}
