package io.casemate.engine.export;

import io.casemate.engine.models.Content;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/// Reads folders of the store, and proves that they are still what was let in.
///
/// @param what the refusals' first sentence
record Reading(String what, Meter meter) {

    StoredFiles list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw damaged("The store has lost its files.");
        }
        return StoredFiles.in(folder, meter);
    }

    void begin(StoredFiles model, Optional<StoredFiles> golden) {
        meter.begin("Checking", model.bytes() + golden.map(StoredFiles::bytes).orElse(0L));
    }

    /// {@return the digests of `files`}
    ///
    /// @param identity what names the content
    Content read(StoredFiles files, Function<Content, Digest> identity, Digest expected)
            throws IOException, InterruptedException {
        Content content = files.content();
        Digest found = identity.apply(content);
        if (!found.equals(expected)) {
            throw damaged(
                    "Its files in the store have the digest %s: they were changed or damaged."
                            .formatted(found.abbreviated()));
        }
        return content;
    }

    private ExportRefusal damaged(String why) {
        return ExportProblem.DAMAGED.refusal(
                what,
                why,
                "Check the disk of the data folder, move the damaged folder out of the store, and"
                        + " import the model again from its source.");
    }
}
