package io.casemate.engine.telemetry;

import static io.casemate.engine.telemetry.SecondsFixture.latencies;
import static io.casemate.engine.telemetry.SecondsFixture.second;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Outcome;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class SecondCodecTest {

    @Test
    void carriesASecondWithoutLoss() {
        Second second = second(1_700_000_000L, 3, latencies(new SplittableRandom(5), 5000));

        String line = SecondCodec.write(second).toString();

        assertEquals(Outcome.done(second), SecondCodec.read(Json.mapper().readTree(line)));
    }

    @Test
    void carriesASecondWithoutRequests() {
        Second silent = second(1_700_000_000L, 0);

        assertEquals(Outcome.done(silent), SecondCodec.read(SecondCodec.write(silent)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"series", "epochSecond", "requests", "errors", "total", "compute"})
    void refusesASecondWithoutAField(String field) {
        ObjectNode tree = SecondCodec.write(second(1, 0, 1_000));
        tree.remove(field);

        assertInstanceOf(Outcome.Refused.class, SecondCodec.read(tree));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "not base64", "HISTFAAAACJ4nA=="})
    void refusesADamagedHistogram(String text) {
        ObjectNode tree = SecondCodec.write(second(1, 0, 1_000));
        tree.put("queue", text);

        assertInstanceOf(Outcome.Refused.class, SecondCodec.read(tree));
    }

    @Test
    void refusesANegativeCount() {
        ObjectNode tree = SecondCodec.write(second(1, 0, 1_000)).put("errors", -1);

        assertInstanceOf(Outcome.Refused.class, SecondCodec.read(tree));
    }
}
