package io.casemate.engine.airlock;

import io.casemate.engine.signing.Provenance;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What was brought to the outer door, and how it is copied into quarantine under its own names.
///
/// A signature covers everything beside the model, so what is signed comes in whole; of anything
/// else only the model comes in, and later the data files that it refers to.
///
/// @param model the file to be copied first, the model or an archive
/// @param signature where its signature seems to be
/// @param isWhole whether everything in the model's folder belongs to it
record Delivery(Path model, Optional<Path> signature, boolean isWhole) {
    private static final String SUFFIX = ".sig";

    /// @param looksForSignature whether anybody wants to know who made it
    static Delivery of(Path model, boolean looksForSignature) {
        Path folder = model.toAbsolutePath().getParent();
        if (!looksForSignature || folder == null) {
            return new Delivery(model, Optional.empty(), false);
        }
        Path own = folder.resolve(model.getFileName() + SUFFIX);
        if (Files.exists(own, LinkOption.NOFOLLOW_LINKS)) {
            return new Delivery(model, Optional.of(own), false);
        }
        Path common = folder.resolve(Provenance.SIGNATURE_FILE);
        return Files.exists(common, LinkOption.NOFOLLOW_LINKS)
                ? new Delivery(model, Optional.of(common), true)
                : new Delivery(model, Optional.empty(), false);
    }

    /// Copies it into `bundle`. {@return the model's digest}
    Digest copyInto(Path bundle, Copies copies, Consumer<Copying> watch)
            throws IOException, InterruptedException {
        Path folder = model.toAbsolutePath().getParent();
        List<Path> others = isWhole ? besides(folder) : signature.stream().toList();
        copies.expect(sizeOf(model) + sizeOf(others.toArray(Path[]::new)), watch);
        Digest digest = copies.copy(model, modelIn(bundle));
        for (Path file : others) {
            Path target = bundle.resolve(folder.relativize(file).toString());
            Files.createDirectories(target.getParent());
            copies.copy(file, target);
        }
        copies.finish();
        return digest;
    }

    /// {@return where the copy of the model is}
    Path modelIn(Path bundle) {
        return bundle.resolve(model.getFileName());
    }

    /// {@return what is to be asked for its maker, in `bundle`}
    SignedContent in(Path bundle) {
        Optional<Path> own = isWhole ? Optional.empty() : signature;
        return own.map(file ->
                        SignedContent.file(modelIn(bundle), bundle.resolve(file.getFileName())))
                .orElse(SignedContent.folder(bundle));
    }

    private List<Path> besides(Path folder) throws IOException {
        Path own = model.toAbsolutePath();
        return FolderFiles.in(folder, "A signature covers its whole folder.").files().stream()
                .filter(file -> !file.equals(own))
                .toList();
    }

    private static long sizeOf(Path... files) throws IOException {
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.exists(file) ? Files.size(file) : 0;
        }
        return bytes;
    }
}
