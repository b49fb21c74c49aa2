package io.casemate.engine.models;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.nio.file.Path;

/// Identifies a revision by its content: SHA-256 of the model file, or, where there are external
/// data files too, of the canonical JSON `{"files":[{"path","sha256"},…]}` sorted by path.
public record RevisionId(Digest digest) {

    /// @param text `sha256:` followed by 64 hexadecimal digits; also its form in JSON
    @JsonCreator
    public static RevisionId parse(String text) {
        return new RevisionId(Digest.parse(text));
    }

    /// {@return the id of the revision whose files `folder` holds, after reading all of them}
    ///
    /// @throws IOException when a file cannot be read, or something is neither file nor folder
    public static RevisionId of(Path folder) throws IOException {
        Content content = Content.read(folder);
        if (content.odd().isPresent()) {
            throw new IOException(content.odd().get() + " is neither file nor folder");
        }
        return content.revisionId();
    }

    @JsonValue
    @Override
    public String toString() {
        return digest.toString();
    }
}
