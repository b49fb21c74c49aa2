package io.casemate.engine.airlock;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.RawField;
import io.casemate.engine.onnx.Source;
import io.casemate.engine.onnx.TensorData;
import io.casemate.engine.onnx.TensorProto;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Weights and notes hold nothing else: no program, archive, pickle or script.
final class ContentCheck {
    static final String REMEDY = "Do not use this model; report it to where it came from.";

    private final Inspected inspected;
    private final ContentScan scan;

    private ContentCheck(Inspected inspected, ContentScan scan) {
        this.inspected = inspected;
        this.scan = scan;
    }

    static void run(Inspected inspected) throws IOException {
        try (var scan = new ContentScan()) {
            new ContentCheck(inspected, scan).check();
        }
        SecretsCheck.run(inspected);
    }

    private void check() throws IOException {
        for (TensorProto tensor : inspected.parts().tensors().toList()) {
            Supplier<String> place = () -> "tensor '%s'".formatted(tensor.name());
            for (Source source : sources(tensor.data())) {
                look(source, place);
            }
            lookAtFields(tensor.others(), place);
        }
        for (RawField sparse : inspected.parts().sparseTensors().toList()) {
            look(sparse.payload(), () -> "a sparse tensor");
        }
        for (Node node : inspected.parts().nodes().toList()) {
            Supplier<String> place = () -> "node '%s'".formatted(node.name());
            lookAtFields(node.others(), place);
            for (Attribute attribute : node.attributes()) {
                lookAtFields(ModelParts.keptBy(attribute).toList(), place);
                lookAtText(attribute.value(), place);
            }
        }
        lookAtFields(inspected.model().others(), () -> "the model's notes");
        for (Graph graph : inspected.parts().graphs().toList()) {
            lookAtFields(graph.others(), () -> "a graph's notes");
        }
    }

    private static List<Source> sources(TensorData data) {
        return switch (data) {
            case TensorData.Raw(Source source) -> List.of(source);
            case TensorData.Typed(List<RawField> fields) ->
                    fields.stream().map(RawField::payload).toList();
            case TensorData.External _, TensorData.Empty _ -> List.of();
        };
    }

    private void lookAtText(Attribute.Value value, Supplier<String> place) throws IOException {
        if (value instanceof Attribute.BytesValue(Source.InMemory text)) {
            look(text, place);
        } else if (value instanceof Attribute.BytesList(List<Source.InMemory> texts)) {
            for (Source text : texts) {
                look(text, place);
            }
        }
    }

    private void lookAtFields(List<RawField> fields, Supplier<String> place) throws IOException {
        for (RawField field : fields) {
            look(field.payload(), place);
        }
    }

    private void look(Source source, Supplier<String> place) throws IOException {
        Optional<ContentScan.Hit> hit = scan.of(source);
        if (hit.isPresent()) {
            throw inspected.refuse(
                    AirlockProblem.HIDDEN_CONTENT, why(hit.get(), place.get()), REMEDY);
        }
    }

    static String why(ContentScan.Hit hit, String place) {
        return "%s is hidden inside %s, at its byte %d."
                .formatted(hit.signature().words(), place, hit.offset());
    }
}
