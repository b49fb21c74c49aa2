package io.casemate.engine.gateway;

import io.casemate.engine.json.Json;
import io.casemate.engine.runtime.InferResult;
import io.casemate.engine.runtime.Served;
import io.casemate.engine.runtime.Totals;
import io.casemate.engine.tensors.MalformedTensor;
import io.casemate.engine.tensors.Port;
import io.casemate.engine.tensors.Tensor;
import io.casemate.engine.tensors.TensorJson;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The bodies of answers.
///
/// Source: Open Inference Protocol v2, REST; Triton's statistics extension.
final class Answers {
    static final String VERSION = "1";
    private static final String PLATFORM = "onnx_onnxv1";

    private Answers() {}

    static ObjectNode server() {
        ObjectNode answer = Json.object().put("name", "casemate").put("version", VERSION);
        answer.putArray("extensions").add("statistics");
        return answer;
    }

    static ObjectNode metadata(Served served) {
        ObjectNode answer = Json.object().put("name", served.name());
        answer.putArray("versions").add(VERSION);
        answer.put("platform", PLATFORM);
        answer.set("inputs", ports(served.inputs()));
        answer.set("outputs", ports(served.outputs()));
        return answer;
    }

    private static ArrayNode ports(List<Port> ports) {
        ArrayNode answer = Json.mapper().createArrayNode();
        for (Port port : ports) {
            ObjectNode one = answer.addObject();
            one.put("name", port.name()).put("datatype", port.datatype().name());
            ArrayNode shape = one.putArray("shape");
            port.shape().forEach(shape::add);
        }
        return answer;
    }

    /// {@return the body, encoded}
    ///
    /// @throws MalformedTensor when an output has no JSON form
    static byte[] inference(String model, Optional<String> id, InferResult result)
            throws MalformedTensor {
        var bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator out = Json.mapper().createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringProperty("model_name", model);
            out.writeStringProperty("model_version", VERSION);
            id.ifPresent(text -> out.writeStringProperty("id", text));
            out.writeName("outputs");
            out.writeStartArray();
            for (Tensor output : result.outputs()) {
                TensorJson.write(out, output);
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    static ObjectNode error(String text) {
        return Json.object().put("error", text);
    }

    static ObjectNode statistics(List<Totals> all) {
        ObjectNode answer = Json.object();
        ArrayNode models = answer.putArray("model_stats");
        for (Totals totals : all) {
            ObjectNode one = models.addObject();
            one.put("name", totals.served().name()).put("version", VERSION);
            one.put("last_inference", totals.lastRequest().toEpochMilli());
            one.put("inference_count", totals.succeeded());
            one.put("execution_count", totals.executed());
            ObjectNode stats = one.putObject("inference_stats");
            counted(stats, "success", totals.succeeded(), totals.totalNanos());
            counted(stats, "fail", totals.failed(), totals.failedNanos());
            counted(stats, "queue", totals.executed(), totals.queueNanos());
            counted(stats, "compute_infer", totals.executed(), totals.computeNanos());
        }
        return answer;
    }

    private static void counted(ObjectNode stats, String name, long count, long nanos) {
        stats.putObject(name).put("count", count).put("ns", nanos);
    }
}
