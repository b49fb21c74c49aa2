package io.casemate.engine.airlock;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The operators that the shipped ONNX Runtime knows, by the versions of their operator set. The
/// list comes from asking the library itself; a test asks it again.
final class Operators {
    private static final String LIST = "operators.txt";

    private final Map<String, Lifetime> known;

    private Operators(Map<String, Lifetime> known) {
        this.known = Map.copyOf(known);
    }

    /// When an operator may be used.
    ///
    /// @param since first version of its operator set that has it
    /// @param until first version that has it no longer
    record Lifetime(long since, long until) {
        boolean includes(long version) {
            return version >= since && version < until;
        }
    }

    static Operators shipped() throws IOException {
        Map<String, Lifetime> known = new HashMap<>();
        try (InputStream in = Operators.class.getResourceAsStream(LIST);
                var reader =
                        new BufferedReader(
                                new InputStreamReader(
                                        Objects.requireNonNull(in, LIST),
                                        StandardCharsets.UTF_8))) {
            reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .forEach(word -> known.put(key(word[0], word[1]), lifetime(word)));
        }
        return new Operators(known);
    }

    private static Lifetime lifetime(String[] word) {
        long until = word.length > 3 ? Long.parseLong(word[3]) : Long.MAX_VALUE;
        return new Lifetime(Long.parseLong(word[2]), until);
    }

    private static String key(String domain, String name) {
        return (domain.equals("ai.onnx") ? "" : domain) + ":" + name;
    }

    /// {@return empty when no version of `domain` has it}
    Optional<Lifetime> find(String domain, String name) {
        return Optional.ofNullable(known.get(key(domain, name)));
    }

    /// {@return every operator as `domain:name`; `ai.onnx` is the empty domain}
    Map<String, Lifetime> all() {
        return known;
    }
}
