package io.casemate.engine.signing;

import io.casemate.engine.units.Digest;
import java.security.MessageDigest;
import java.util.List;
import java.util.TreeMap;

/// What was signed: the model's files, or parts of them, by their digests.
///
/// @param parts in the order of the statement
/// @param ignored paths that are not covered, as the signer said
record Manifest(List<Part> parts, List<String> ignored) {
    static final String STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
    static final String PREDICATE_TYPE = "https://model_signing/signature/v1.0";

    /// The name of the one file of a model that is a file.
    static final String ITSELF = ".";

    /// Whole file, as the end of a part.
    static final long END = -1;

    Manifest {
        parts = List.copyOf(parts);
        ignored = List.copyOf(ignored);
    }

    /// A file, or the bytes from `start` to before `end` of one.
    ///
    /// @param path parts separated by `/`; or [#ITSELF]
    /// @param end [#END] when the file is not cut into parts
    record Part(String path, long start, long end, Digest digest) {
        String name() {
            return end == END ? path : "%s:%d:%d".formatted(path, start, end);
        }
    }

    /// {@return the parts of each file, in order}
    TreeMap<String, List<Part>> files() {
        TreeMap<String, List<Part>> files = new TreeMap<>();
        parts.forEach(part ->
                files.merge(
                        part.path(),
                        List.of(part),
                        (before, after) ->
                                java.util.stream.Stream.concat(before.stream(), after.stream())
                                        .sorted(java.util.Comparator.comparingLong(Part::start))
                                        .toList()));
        return files;
    }

    /// {@return SHA-256 over the digests of all parts, in order}
    Digest root() {
        MessageDigest sha256 = Digest.newSha256();
        parts.forEach(part -> sha256.update(part.digest().hash()));
        return Digest.ofHash(sha256.digest());
    }
}
