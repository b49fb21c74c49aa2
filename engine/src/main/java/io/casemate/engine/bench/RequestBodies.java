package io.casemate.engine.bench;

import io.casemate.engine.golden.GoldenSet;
import io.casemate.engine.json.Json;
import io.casemate.engine.tensors.MalformedTensor;
import io.casemate.engine.tensors.Port;
import io.casemate.engine.tensors.SeededInputs;
import io.casemate.engine.tensors.Tensor;
import io.casemate.engine.tensors.TensorJson;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// The requests of a load, encoded before it starts.
///
/// @param bodies sent in turn
/// @param basis what they are made from, for people
record RequestBodies(List<byte[]> bodies, String basis) {
    private static final int MOST_GOLDEN = 256;
    private static final int SEEDED = 16;
    private static final long FREE_SIZE = 8;

    static RequestBodies of(GoldenSet golden) throws MalformedTensor {
        int count = Math.min(MOST_GOLDEN, golden.size());
        var bodies = new ArrayList<byte[]>();
        for (int i = 0; i < count; i++) {
            bodies.add(encode(golden.sample(i)));
        }
        return new RequestBodies(bodies, "golden set (%d samples)".formatted(count));
    }

    static RequestBodies seeded(List<Port> inputs) throws MalformedTensor {
        var bodies = new ArrayList<byte[]>();
        for (long seed = 1; seed <= SEEDED; seed++) {
            bodies.add(encode(SeededInputs.of(inputs, seed, FREE_SIZE)));
        }
        return new RequestBodies(
                bodies, "seeded inputs (%d samples, seeds 1 to %d)".formatted(SEEDED, SEEDED));
    }

    private static byte[] encode(List<Tensor> inputs) throws MalformedTensor {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = Json.mapper().createGenerator(bytes)) {
            out.writeStartObject();
            out.writeName("inputs");
            out.writeStartArray();
            for (Tensor input : inputs) {
                TensorJson.write(out, input);
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }
}
