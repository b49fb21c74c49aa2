package io.casemate.engine.signing;

import io.casemate.engine.signing.Manifest.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Compares the files on disk with what was signed, and names the first that differs.
///
/// @param what the refusals' first sentence
/// @param content a model's folder, or its only file
record ContentCheck(String what, Path content, Path signature) {

    /// {@return the files as they are, when all of them are what was signed and no others are
    /// there}
    ModelFiles compare(Manifest manifest) throws Refusal, IOException {
        if (!Files.exists(content, LinkOption.NOFOLLOW_LINKS)) {
            throw SigningProblem.FILES.refusal(
                    what, "'%s' does not exist.".formatted(content), "Name the model's folder.");
        }
        ModelFiles found = ModelFiles.of(content, ignorable(manifest));
        if (!found.odd().isEmpty()) {
            throw notCovered(found.odd().getFirst(), "is neither file nor folder");
        }
        TreeMap<String, List<Part>> signed = named(manifest, found);
        refuseStrangers(signed.keySet(), found.files());
        for (Map.Entry<String, List<Part>> file : signed.entrySet()) {
            compare(file.getKey(), file.getValue(), found);
        }
        return found;
    }

    private Set<String> ignorable(Manifest manifest) {
        Set<String> ignorable = new HashSet<>(ModelFiles.ALWAYS_IGNORED);
        ignorable.addAll(manifest.ignored());
        ModelFiles.inside(content, signature).ifPresent(ignorable::add);
        return ignorable;
    }

    /// A model that is one file is signed without its name, whatever folder it travels in.
    private TreeMap<String, List<Part>> named(Manifest manifest, ModelFiles found) {
        TreeMap<String, List<Part>> signed = manifest.files();
        boolean isOneOfOne = signed.size() == 1 && found.files().size() == 1;
        String itsName = found.files().isEmpty() ? "" : found.files().firstKey();
        String signedName = signed.firstKey();
        boolean isNameless =
                signedName.equals(Manifest.ITSELF)
                        || itsName.equals(Manifest.ITSELF)
                                && signedName.equals(String.valueOf(content.getFileName()));
        return isOneOfOne && isNameless
                ? new TreeMap<>(Map.of(itsName, signed.firstEntry().getValue()))
                : signed;
    }

    private void refuseStrangers(Set<String> signed, TreeMap<String, Path> found) throws Refusal {
        Set<String> strangers = new TreeSet<>(found.keySet());
        strangers.removeAll(signed);
        if (!strangers.isEmpty() && !signed.contains(Manifest.ITSELF)) {
            throw notCovered(strangers.iterator().next(), more(strangers.size()));
        }
    }

    private static String more(int strangers) {
        return strangers == 1
                ? "is not covered by the signature"
                : "and %d more are not covered by the signature".formatted(strangers - 1);
    }

    private void compare(String name, List<Part> parts, ModelFiles found)
            throws Refusal, IOException {
        Path file = found.files().get(name);
        if (file == null) {
            throw name.equals(Manifest.ITSELF)
                    ? mismatch(
                            "One file was signed, and %d are here".formatted(found.files().size()))
                    : mismatch("File '%s' was signed and is missing".formatted(name));
        }
        long size = Files.size(file);
        long next = 0;
        for (Part part : parts) {
            if (part.end() != Manifest.END) {
                if (part.start() != next || part.end() > size) {
                    throw changed(name);
                }
                next = part.end();
            }
            if (!ModelFiles.digest(file, part).equals(part.digest())) {
                throw changed(name);
            }
        }
        if (parts.getFirst().end() != Manifest.END && next != size) {
            throw changed(name);
        }
    }

    private Refusal changed(String name) {
        return mismatch(
                "File '%s' was changed after signing"
                        .formatted(
                                name.equals(Manifest.ITSELF)
                                        ? String.valueOf(content.getFileName())
                                        : name));
    }

    private Refusal mismatch(String why) {
        return SigningProblem.MISMATCH.refusal(
                what,
                "The signature does not match: " + why + ".",
                "Copy the model again from its source. If it differs there too, ask its signer.");
    }

    private Refusal notCovered(String name, String how) {
        return SigningProblem.NOT_COVERED.refusal(
                what,
                "'%s' %s.".formatted(Fields.shortened(name), how),
                "Remove it from the folder, or have the model signed again with it.");
    }
}
