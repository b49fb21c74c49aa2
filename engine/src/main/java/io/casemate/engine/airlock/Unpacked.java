package io.casemate.engine.airlock;

import io.casemate.engine.models.ModelName;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.List;
import java.util.Optional;

/// The model that a worker found in what was brought; all of it is in quarantine.
///
/// @param kind what it was in, for people: `a ZIP archive`
/// @param name what the bundle calls it
/// @param golden the folder that seems to hold its golden set
/// @param sha256 of the model file
/// @param notes sentences for people, fit to be shown
record Unpacked(
        String kind,
        Path model,
        Optional<ModelName> name,
        Optional<Path> golden,
        Digest sha256,
        List<String> notes) {

    /// Takes a worker's word for nothing: it may have been taken over by what it unpacked.
    ///
    /// @throws Refusal when something it names is not a plain file or folder in `cell`
    static Unpacked of(UnpackJob.Found found, Path cell) throws IOException {
        Path model = inside(cell, found.model());
        if (!Files.isRegularFile(model, LinkOption.NOFOLLOW_LINKS)) {
            throw leftQuarantine(found.model());
        }
        Optional<Path> golden = Optional.empty();
        if (found.golden().isPresent()) {
            golden = Optional.of(inside(cell, found.golden().get()));
        }
        return new Unpacked(
                printable(found.kind()),
                model,
                found.suggestedName().map(ModelName::nearest),
                golden,
                hash(model),
                found.notes().stream().map(Unpacked::printable).toList());
    }

    private static Path inside(Path cell, String named) throws IOException {
        Path home = cell.toRealPath();
        Path path = Path.of(named);
        Path real = path.toRealPath();
        if (!real.startsWith(home) || Files.isSymbolicLink(path)) {
            throw leftQuarantine(named);
        }
        return cell.resolve(home.relativize(real));
    }

    private static Refusal leftQuarantine(String named) {
        return AirlockProblem.LEFT_QUARANTINE.refusal(
                "The model was not imported.",
                "What was unpacked points outside quarantine ('%s').".formatted(printable(named)),
                "Do not use this archive; report it to where it came from.");
    }

    private static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }

    /// {@return what the model's file is called}
    String file() {
        return printable(model.getFileName().toString());
    }

    private static Digest hash(Path model) throws IOException {
        var sha256 = Digest.newSha256();
        try (InputStream in = Files.newInputStream(model, LinkOption.NOFOLLOW_LINKS);
                var digested = new DigestInputStream(in, sha256)) {
            digested.transferTo(OutputStream.nullOutputStream());
        }
        return Digest.ofHash(sha256.digest());
    }
}
