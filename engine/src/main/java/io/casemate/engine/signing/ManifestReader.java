package io.casemate.engine.signing;

import io.casemate.engine.signing.Manifest.Part;
import io.casemate.engine.units.Digest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Reads the in-toto statement of OpenSSF Model Signing v1.0.
final class ManifestReader {
    private static final int MAX_PARTS = 200_000;
    private static final int MAX_IGNORED = 1_000;
    private static final int MAX_NAME = 1_024;
    private static final Pattern SHARD =
            Pattern.compile("(.+):(\\d{1,18}):(\\d{1,18})", Pattern.DOTALL);
    private static final Pattern GLOB = Pattern.compile("[*?\\[\\]]");

    /// By code points, which `String`'s own order is not beyond the basic plane.
    static final Comparator<String> CODE_POINTS =
            (a, b) -> java.util.Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

    private final String what;

    /// @param what the refusals' first sentence
    ManifestReader(String what) {
        this.what = what;
    }

    Manifest read(byte[] payload) throws Refusal {
        Fields statement = Fields.parse(what, "statement", payload);
        if (!statement.text("_type").equals(Manifest.STATEMENT_TYPE)) {
            throw unsupported(
                    "The statement's type", statement.text("_type"), Manifest.STATEMENT_TYPE);
        }
        if (!statement.text("predicateType").equals(Manifest.PREDICATE_TYPE)) {
            throw unsupported(
                    "What is said about the model (predicate type)",
                    statement.text("predicateType"),
                    Manifest.PREDICATE_TYPE);
        }
        Fields predicate = statement.object("predicate").only(Set.of("resources", "serialization"));
        Fields serialization = predicate.object("serialization");
        boolean isSharded = checkSerialization(serialization);
        Manifest manifest = new Manifest(parts(predicate, isSharded), ignored(serialization));
        checkSubject(statement, manifest);
        return manifest;
    }

    /// {@return whether files are cut into shards}
    private boolean checkSerialization(Fields serialization) throws Refusal {
        serialization.only(
                Set.of("method", "hash_type", "shard_size", "allow_symlinks", "ignore_paths"));
        checkHash(serialization.text("hash_type"));
        return switch (serialization.text("method")) {
            case "files" -> false;
            case "shards" -> {
                JsonNode size = serialization.tree().path("shard_size");
                if (!size.isIntegralNumber() || !size.canConvertToLong() || size.asLong() < 1) {
                    throw serialization.broken("has no positive whole number 'shard_size'");
                }
                yield true;
            }
            default ->
                    throw unsupported(
                            "The way the model was read for signing",
                            serialization.text("method"),
                            "files' or 'shards");
        };
    }

    private void checkHash(String hash) throws Refusal {
        if (!hash.equals("sha256")) {
            throw unsupported("The hash function", hash, "sha256");
        }
    }

    private List<Part> parts(Fields predicate, boolean isSharded) throws Refusal {
        List<Part> parts = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Fields resource : predicate.list("resources", MAX_PARTS)) {
            resource.asObject().only(Set.of("name", "digest", "algorithm"));
            checkAlgorithm(resource, isSharded);
            Part part = part(resource, isSharded);
            if (!names.add(part.name())) {
                throw resource.broken(
                        "names '%s' a second time".formatted(Fields.shortened(part.name())));
            }
            parts.add(part);
        }
        if (parts.isEmpty()) {
            throw predicate.broken("lists no file");
        }
        checkOrder(predicate, parts);
        return parts;
    }

    private void checkAlgorithm(Fields resource, boolean isSharded) throws Refusal {
        String algorithm = resource.text("algorithm");
        if (!isSharded || !algorithm.matches("sha256-sharded-\\d{1,18}")) {
            checkHash(algorithm);
        }
    }

    private static Part part(Fields resource, boolean isSharded) throws Refusal {
        String name = resource.text("name");
        String hex = resource.text("digest");
        if (!hex.matches("[0-9a-f]{64}")) {
            throw resource.broken("has a digest that is not 64 lower-case hexadecimal digits");
        }
        if (!isSharded) {
            return new Part(path(resource, name), 0, Manifest.END, new Digest(hex));
        }
        Matcher shard = SHARD.matcher(name);
        if (!shard.matches()) {
            throw resource.broken("has a name without ':start:end'");
        }
        long start = Long.parseLong(shard.group(2));
        long end = Long.parseLong(shard.group(3));
        if (end < start) {
            throw resource.broken("ends at %d, before its start %d".formatted(end, start));
        }
        return new Part(path(resource, shard.group(1)), start, end, new Digest(hex));
    }

    private static String path(Fields at, String name) throws Refusal {
        if (!name.equals(Manifest.ITSELF) && !isPlain(name)) {
            throw at.broken(
                    "names '%s', which is no plain path inside the model's folder"
                            .formatted(Fields.shortened(name)));
        }
        return name;
    }

    /// {@return whether `name` is a path of ordinary parts, below the folder it starts from}
    static boolean isPlain(String name) {
        if (name.isEmpty() || name.length() > MAX_NAME || name.indexOf('\\') >= 0) {
            return false;
        }
        if (name.codePoints().anyMatch(Character::isISOControl)) {
            return false;
        }
        for (String part : name.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return false;
            }
        }
        return true;
    }

    /// Shards of one file may stand in the order of their numbers.
    private static void checkOrder(Fields predicate, List<Part> parts) throws Refusal {
        for (int i = 1; i < parts.size(); i++) {
            Part before = parts.get(i - 1);
            Part after = parts.get(i);
            boolean isSorted =
                    CODE_POINTS.compare(before.name(), after.name()) < 0
                            || before.path().equals(after.path()) && before.start() < after.start();
            if (!isSorted) {
                throw predicate.broken(
                        "lists '%s' after '%s': the list is not sorted"
                                .formatted(
                                        Fields.shortened(after.name()),
                                        Fields.shortened(before.name())));
            }
        }
    }

    private List<String> ignored(Fields serialization) throws Refusal {
        List<String> ignored = new ArrayList<>();
        for (Fields one : serialization.list("ignore_paths", MAX_IGNORED)) {
            String path = one.asText();
            String plain = path.startsWith("./") ? path.substring(2) : path;
            if (GLOB.matcher(plain).find()) {
                throw one.broken(
                        "is the pattern '%s'; patterns are not allowed there"
                                .formatted(Fields.shortened(path)));
            }
            if (!isPlain(plain)) {
                throw one.broken(
                        "is '%s', which is no plain path inside the model's folder"
                                .formatted(Fields.shortened(path)));
            }
            ignored.add(plain);
        }
        return ignored;
    }

    private static void checkSubject(Fields statement, Manifest manifest) throws Refusal {
        List<Fields> subjects = statement.list("subject", 16);
        if (subjects.size() != 1) {
            throw statement.broken("has %d subjects and must have one".formatted(subjects.size()));
        }
        String stated = subjects.getFirst().asObject().object("digest").text("sha256");
        if (!stated.equals(manifest.root().hex())) {
            throw statement.broken(
                    "gives %s as the digest of its list, which has %s"
                            .formatted(Fields.shortened(stated), manifest.root().hex()));
        }
    }

    private Refusal unsupported(String thing, String given, String accepted) {
        return SigningProblem.UNUSABLE_SIGNATURE.refusal(
                what,
                "%s is '%s'; accepted is '%s'.".formatted(thing, Fields.shortened(given), accepted),
                "Have the model signed again by OpenSSF Model Signing 1.0 with SHA-256, such as by 'casemate sign'.");
    }
}
