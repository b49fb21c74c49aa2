package io.casemate.engine.airlock;

import io.casemate.engine.signing.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a signature covers: a folder with all that is in it, or one file.
///
/// @param signature of the file `content`; empty: `content` is a folder, signed in itself or not at
///   all
record SignedContent(Path content, Optional<Path> signature) {

    static SignedContent file(Path file, Path signature) {
        return new SignedContent(file, Optional.of(signature));
    }

    static SignedContent folder(Path folder) {
        return new SignedContent(folder, Optional.empty());
    }

    /// Looks from the model outwards: what is signed is packed as it is, and often in a folder of
    /// its own. The layers of an OCI layout lie elsewhere than the layout, which may be signed too.
    ///
    /// @param brought the folder that everything came in, unpacked
    /// @param cell what must not be left
    static SignedContent around(Path model, Path brought, Path cell) throws IOException {
        Delivery beside = Delivery.of(model, true);
        Path folder = model.toAbsolutePath().getParent();
        if (beside.signature().isPresent()) {
            return beside.in(folder);
        }
        while (folder.startsWith(cell) && !folder.equals(cell)) {
            if (isSigned(folder)) {
                return folder(folder);
            }
            folder = folder.getParent();
        }
        return folder(signedBelow(brought).orElse(brought));
    }

    private static Optional<Path> signedBelow(Path folder) throws IOException {
        Optional<Path> at = Optional.of(folder);
        while (at.isPresent() && !isSigned(at.get())) {
            at = onlyFolder(at.get());
        }
        return at;
    }

    private static boolean isSigned(Path folder) {
        return Files.exists(folder.resolve(Provenance.SIGNATURE_FILE), LinkOption.NOFOLLOW_LINKS);
    }

    /// {@return the one folder that `folder` holds, if it holds nothing else}
    static Optional<Path> onlyFolder(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> held = all.limit(2).toList();
            return held.size() == 1 && Files.isDirectory(held.getFirst(), LinkOption.NOFOLLOW_LINKS)
                    ? Optional.of(held.getFirst())
                    : Optional.empty();
        }
    }
}
