package io.casemate.engine.models;

import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// The SPDX licence list that comes with the CycloneDX library.
final class Licences {
    private static final String LIST = "/spdx.schema.json";
    private static final Pattern OWN = Pattern.compile("LicenseRef-[A-Za-z0-9.-]{1,100}");

    private final Set<String> identifiers;

    private Licences(Set<String> identifiers) {
        this.identifiers = identifiers;
    }

    static Licences read() {
        try (InputStream in = org.cyclonedx.CycloneDxSchema.class.getResourceAsStream(LIST)) {
            if (in == null) {
                throw new IllegalStateException("the list of licences is not on the class path");
            }
            var identifiers = new LinkedHashSet<String>();
            for (JsonNode identifier : Json.mapper().readTree(in).path("enum")) {
                identifiers.add(identifier.asString());
            }
            return new Licences(identifiers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isLicence(String text) {
        return identifiers.contains(text) || OWN.matcher(text).matches();
    }

    /// {@return why `text` is no licence, with the nearest that is one}
    Problem unknown(ModelName model, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String near =
                identifiers.stream()
                        .filter(one -> one.toLowerCase(Locale.ROOT).startsWith(lower))
                        .findFirst()
                        .map("Use '%s', which is on it."::formatted)
                        .orElse(
                                "Use an identifier such as Apache-2.0, or LicenseRef-NAME for a"
                                        + " licence of your own.");
        return ModelsProblem.LICENCE.because(
                "The card of '%s' was not changed.".formatted(model),
                "'%s' is not among the %d identifiers of the SPDX licence list."
                        .formatted(text, identifiers.size()),
                near);
    }
}
