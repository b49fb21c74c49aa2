package io.casemate.engine.export;

import io.casemate.engine.json.Json;
import io.casemate.engine.models.ModelCard;
import io.casemate.engine.models.Origin;
import io.casemate.engine.models.Revision;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What ModelPack's configuration says of a revision ("Model Artifact Configuration"). Every field
/// is optional there; what nobody has said is left out.
record ModelPackFacts(Revision revision, ModelCard card) {
    private static final double THOUSAND = 1000;
    private static final String[] SCALES = {"k", "m", "b", "t"};

    ObjectNode configuration() {
        ObjectNode configuration = Json.object();
        ObjectNode descriptor = configuration.putObject("descriptor");
        descriptor.put("createdAt", revision.created().toString());
        descriptor.put("name", revision.model().text());
        descriptor.put("title", revision.model().text());
        descriptor.put("version", revision.id().toString());
        card.purpose().ifPresent(text -> descriptor.put("description", text));
        card.supplier().ifPresent(text -> descriptor.put("vendor", text));
        card.owner().ifPresent(text -> descriptor.putArray("authors").add(text));
        card.licence().ifPresent(text -> descriptor.putArray("licenses").add(text));
        ObjectNode technical = configuration.putObject("config").put("format", "onnx");
        size(revision.facts().parameters()).ifPresent(text -> technical.put("paramSize", text));
        if (revision.origin() instanceof Origin.Quantized(_, var made)) {
            technical.put("quantization", made.recipe());
        }
        return configuration;
    }

    /// {@return the number of parameters in ModelPack's form, such as `6.7m`; there is none for
    /// fewer than a thousand}
    static Optional<String> size(long parameters) {
        double value = parameters / THOUSAND;
        int scale = 0;
        while (value >= THOUSAND && scale < SCALES.length - 1) {
            value /= THOUSAND;
            scale++;
        }
        return value < 1
                ? Optional.empty()
                : Optional.of(String.format(Locale.ROOT, "%.1f%s", value, SCALES[scale]));
    }
}
