package io.casemate.views.settings;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What the console says of itself.
///
/// @param dataFolder where everything is kept
/// @param versions component to version, in the order to show them
/// @param licences components and their licences, in the order to show them
public record About(
        Path dataFolder, SequencedMap<String, String> versions, List<Licence> licences) {
    public About {
        versions = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(versions));
        licences = List.copyOf(licences);
    }

    /// A component that the console ships.
    ///
    /// @param licence its SPDX identifier
    public record Licence(String component, String licence) {}
}
