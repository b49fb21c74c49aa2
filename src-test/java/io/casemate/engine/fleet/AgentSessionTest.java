package io.casemate.engine.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.problem.Outcome;
import io.casemate.engine.runtime.SessionSettings;
import io.casemate.engine.telemetry.Second;
import io.casemate.engine.units.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AgentSessionTest {
    private final ByteArrayOutputStream reports = new ByteArrayOutputStream();

    @Test
    void endsWhenTheConsoleIsGone() {
        assertEquals(AgentSession.ENDED, run(""));

        assertTrue(reports.toString(StandardCharsets.UTF_8).contains("\"kind\":\"started\""));
    }

    @Test
    void refusesAConsoleOfAnotherVersion() {
        int exit = run("{\"kind\":\"hello\",\"protocol\":99}\n");

        assertEquals(AgentSession.PROTOCOL_DIFFERS, exit);
    }

    @Test
    void readsOnAfterGarbage() {
        int exit =
                run(
                        "garbage\n{\"kind\":\"load\"}\n\u0000\u0001\n[]\n{\"kind\":\"hello\",\"protocol\":99}\n");

        assertEquals(AgentSession.PROTOCOL_DIFFERS, exit);
    }

    @Test
    void keepsOrdersWholeOnTheLine() {
        var order =
                new AgentOrder.Load(
                        7,
                        new Order(
                                new DeploymentId("chat"),
                                Digest.of(new byte[0]),
                                "größer \"model\"",
                                Path.of("a folder", "model.onnx"),
                                2,
                                Optional.of(
                                        new ServingProfile(
                                                "0123456789ab",
                                                SessionSettings.STANDARD.withArena(false)))));

        assertEquals(Outcome.done(order), AgentProtocol.readOrder(AgentProtocol.write(order)));
    }

    @Test
    void keepsReportsWholeOnTheLine() {
        var report = new AgentReport.Started(1, URI.create("http://127.0.0.1:8080"), 4711);

        assertEquals(Outcome.done(report), AgentProtocol.readReport(AgentProtocol.write(report)));
    }

    private int run(String orders) {
        return AgentSession.run(
                new IdleDuties(),
                new ByteArrayInputStream(orders.getBytes(StandardCharsets.UTF_8)),
                reports);
    }

    private static final class IdleDuties implements AgentDuties {
        @Override
        public URI endpoint() {
            return URI.create("http://127.0.0.1:1");
        }

        @Override
        public Outcome<?> load(Order order) {
            return Outcome.done(order);
        }

        @Override
        public void unload(DeploymentId deployment) {
            throw new IllegalStateException("nothing is loaded: " + deployment);
        }

        @Override
        public CaptureDuties captures() {
            return new NoCaptures();
        }

        @Override
        public List<Second> measured(long epochSecond) {
            return List.of();
        }
    }
}
