package io.casemate.engine.tuning;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.casemate.engine.json.CanonicalJson;
import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;

/// A profile as a file: canonical JSON (RFC 8785), so that equal profiles are equal files. Unknown,
/// missing and repeated fields are refused.
public final class ProfileFile {
    private static final long LARGEST = 4L << 20;

    private static final ObjectReader READER =
            Json.mapper()
                    .readerFor(TuningProfile.class)
                    .with(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .with(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

    private ProfileFile() {}

    /// {@return the text of the file, without an end of line}
    public static String textOf(TuningProfile profile) {
        return CanonicalJson.textOf(Json.treeOf(profile));
    }

    /// {@return the profile in `file`}; refused with `TUNE-007` when it is none
    public static Outcome<TuningProfile> read(Path file) {
        try {
            long size = Files.size(file);
            return size > LARGEST
                    ? bad(
                            file,
                            "It has %d bytes, and a profile has at most %d."
                                    .formatted(size, LARGEST))
                    : parse(file, new String(Files.readAllBytes(file), UTF_8));
        } catch (IOException e) {
            return bad(file, "It could not be read: %s.".formatted(e));
        }
    }

    /// Writes `profile`; a file of that name is replaced, whole or not at all.
    static Outcome<Path> write(TuningProfile profile, Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Path partial = Files.createTempFile(folder, "profile", ".part");
            try {
                Files.writeString(partial, textOf(profile));
                Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(partial);
            }
            return Outcome.done(file);
        } catch (IOException e) {
            return Outcome.refused(
                    TuneProblem.NOT_WRITTEN.because(
                            "The profile was not written to %s.".formatted(file),
                            "The system says: %s.".formatted(e),
                            "Name a file in a folder that can be written and has room."));
        }
    }

    private static Outcome<TuningProfile> parse(Path file, String text) {
        @Nullable TuningProfile profile;
        try {
            profile = READER.readValue(text);
        } catch (JacksonException e) {
            return bad(file, "It is no profile: %s".formatted(firstLine(e)));
        }
        if (profile == null) {
            return bad(file, "It holds nothing but null.");
        }
        return profile.format() == TuningProfile.FORMAT
                ? Outcome.done(profile)
                : bad(
                        file,
                        "Its format is %d, and this version reads %d."
                                .formatted(profile.format(), TuningProfile.FORMAT));
    }

    private static String firstLine(JacksonException e) {
        String message = e.getOriginalMessage();
        return message == null ? e.toString() : message.lines().findFirst().orElse("");
    }

    private static Outcome<TuningProfile> bad(Path file, String why) {
        return Outcome.refused(
                TuneProblem.BAD_FILE.because(
                        "The profile '%s' was not used.".formatted(file),
                        why,
                        "Export it again with 'casemate profile export', or tune here with"
                                + " 'casemate profile'."));
    }
}
