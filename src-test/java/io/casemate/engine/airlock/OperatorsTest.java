package io.casemate.engine.airlock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Asks the shipped ONNX Runtime for every operator of the list, by models of one node without
/// inputs: what it says of the node tells whether it knows the operator.
@Timeout(60)
final class OperatorsTest {

    @Test
    void listsWhatTheEngineKnows() throws IOException {
        Map<String, Operators.Lifetime> all = Operators.shipped().all();
        var wrong = new ArrayList<String>();

        all.forEach((name, lifetime) -> {
            int colon = name.lastIndexOf(':');
            String domain = name.substring(0, colon);
            String operator = name.substring(colon + 1);
            if (!isKnown(domain, operator, lifetime.since())) {
                wrong.add(name + " is not in version " + lifetime.since());
            }
            if (lifetime.since() > 1 && isKnown(domain, operator, lifetime.since() - 1)) {
                wrong.add(name + " is older than version " + lifetime.since());
            }
            if (lifetime.until() < Long.MAX_VALUE && isKnown(domain, operator, lifetime.until())) {
                wrong.add(name + " is still in version " + lifetime.until());
            }
        });

        assertEquals(List.of(), wrong);
        assertEquals(false, isKnown("", "Backdoor", 17));
    }

    private static boolean isKnown(String domain, String operator, long version) {
        String answer = answer(domain, operator, version);
        return !answer.contains("No Op registered")
                && !answer.contains("is not a registered function")
                && !answer.contains("is deprecated");
    }

    private static String answer(String domain, String operator, long version) {
        Proto odd = new Proto().text(1, "casemate_probe").number(3, 1).number(20, 2);
        Proto node = new Proto().text(2, "y").text(4, operator).text(7, domain).message(5, odd);
        Proto graph =
                new Proto().message(1, node).text(2, "g").message(12, new Proto().text(1, "y"));
        Proto model = new Proto().number(1, 8).message(8, SmallModels.opset(domain, version));
        if (!domain.isEmpty()) {
            model.message(8, SmallModels.opset("", 17));
        }
        var environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        try (var options = new OrtSession.SessionOptions()) {
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            environment.createSession(model.message(7, graph).toBytes(), options).close();
            return "loaded";
        } catch (OrtException e) {
            return e.getMessage();
        }
    }
}
