package io.casemate.engine.gateway;

import io.casemate.engine.json.Json;
import io.casemate.engine.tensors.MalformedTensor;
import io.casemate.engine.tensors.Tensor;
import io.casemate.engine.tensors.TensorParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The body of an inference request.
///
/// Source: Open Inference Protocol v2, REST, inference request.
record InferBody(Optional<String> id, List<Tensor> inputs, List<String> outputs) {
    private static final int MAX_TENSORS = 64;

    static InferBody read(byte[] body) throws MalformedTensor {
        try (JsonParser in = Json.mapper().createParser(body)) {
            InferBody read = read(in);
            if (in.nextToken() != null) {
                throw new MalformedTensor("the request goes on after its end");
            }
            return read;
        } catch (JacksonException e) {
            throw new MalformedTensor("the request is no JSON: " + e.getOriginalMessage());
        }
    }

    private static InferBody read(JsonParser in) throws MalformedTensor {
        if (in.nextToken() != JsonToken.START_OBJECT) {
            throw new MalformedTensor("the request is no JSON object");
        }
        Optional<String> id = Optional.empty();
        Optional<List<Tensor>> inputs = Optional.empty();
        List<String> outputs = List.of();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String member = in.currentName();
            in.nextToken();
            switch (member) {
                case "id" -> id = Optional.of(id(in));
                case "inputs" -> inputs = Optional.of(inputs(in));
                case "outputs" -> outputs = outputs(in);
                case "parameters" -> in.skipChildren();
                default ->
                        throw new MalformedTensor(
                                "the request has the member '%s', which is not known"
                                        .formatted(member));
            }
        }
        return new InferBody(
                id,
                inputs.orElseThrow(() -> new MalformedTensor("the request has no inputs")),
                outputs);
    }

    private static String id(JsonParser in) throws MalformedTensor {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            throw new MalformedTensor("id is no text");
        }
        return in.getString();
    }

    private static List<Tensor> inputs(JsonParser in) throws MalformedTensor {
        expectArray(in, "inputs");
        var tensors = new ArrayList<Tensor>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (tensors.size() == MAX_TENSORS) {
                throw new MalformedTensor(
                        "the request has more than %d inputs".formatted(MAX_TENSORS));
            }
            tensors.add(new TensorParser(in, "inputs[" + tensors.size() + "]").read());
        }
        return tensors;
    }

    private static List<String> outputs(JsonParser in) throws MalformedTensor {
        expectArray(in, "outputs");
        var names = new ArrayList<String>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (in.currentToken() != JsonToken.START_OBJECT || names.size() == MAX_TENSORS) {
                throw new MalformedTensor(
                        "outputs is no array of at most %d objects".formatted(MAX_TENSORS));
            }
            names.add(output(in, names.size()));
        }
        return names;
    }

    private static String output(JsonParser in, int index) throws MalformedTensor {
        String name = "";
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String member = in.currentName();
            in.nextToken();
            if (member.equals("name") && in.currentToken() == JsonToken.VALUE_STRING) {
                name = in.getString();
            } else {
                in.skipChildren();
            }
        }
        if (name.isEmpty()) {
            throw new MalformedTensor("outputs[%d] has no name".formatted(index));
        }
        return name;
    }

    private static void expectArray(JsonParser in, String member) throws MalformedTensor {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw new MalformedTensor(member + " is no array");
        }
    }
}
