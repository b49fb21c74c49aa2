package io.casemate.app.control;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.ProblemCode;
import io.casemate.engine.tasks.Progress;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

@Timeout(30)
class ControlSocketTest {
    @TempDir Path temp;

    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private DataFolder folder;
    private Ownership ownership;
    private ControlServer server;

    @BeforeEach
    void open() throws IOException {
        folder = new DataFolder(temp.resolve("data"));
        ownership = OwnershipTest.taken(folder, "serve");
        server = ControlServer.open(ownership, this::execute);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        ownership.close();
    }

    private Outcome<ObjectNode> execute(Request request, Progress progress) {
        return switch (request.verb()) {
            case "echo" -> {
                progress.report("half way", 0.5);
                yield Outcome.done(request.arguments());
            }
            case "wait" -> waitForHangUp();
            default ->
                    Outcome.refused(
                            ControlProblem.UNKNOWN_VERB.because("What.", "Why.", "Remedy."));
        };
    }

    private Outcome<ObjectNode> waitForHangUp() {
        started.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            interrupted.countDown();
        }
        return Outcome.done(Json.object());
    }

    @Test
    void carriesProgressAndAnswerAcross() {
        List<String> steps = new CopyOnWriteArrayList<>();

        var outcome =
                client().execute(
                                new Request("echo", Json.object().put("text", "grüß\ngott")),
                                (step, fraction) -> steps.add(step + " " + fraction));

        assertEquals(Outcome.done(Json.object().put("text", "grüß\ngott")), outcome);
        assertEquals(List.of("half way 0.5"), steps);
    }

    @Test
    void carriesARefusalAcrossWithItsKind() {
        var outcome = client().execute(new Request("unknown", Json.object()), Progress.NONE);

        var problem = assertInstanceOf(Outcome.Refused.class, outcome).problem();
        assertEquals("APP-005: What. Why. Remedy.", problem.toString());
        assertEquals(ProblemCode.Kind.REQUEST, problem.code().kind());
    }

    @Test
    void cancelsTheRequestOfACallerThatHangsUp() throws Exception {
        try (var caller = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            caller.connect(UnixDomainSocketAddress.of(ownership.owner().socket()));
            caller.write(line("{\"verb\":\"wait\",\"arguments\":{}}"));
            assertTrue(started.await(10, SECONDS));
        }

        assertTrue(interrupted.await(10, SECONDS));
    }

    @Test
    void outlivesACallerThatSendsGarbage() throws Exception {
        try (var caller = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            caller.connect(UnixDomainSocketAddress.of(ownership.owner().socket()));
            caller.write(line("{{{{ no request"));
        }

        var outcome = client().execute(new Request("echo", Json.object()), Progress.NONE);

        assertEquals(Outcome.done(Json.object()), outcome);
    }

    @Test
    void findsNobodyOnceTheOwnerHasGone() throws IOException {
        close();

        assertTrue(ControlClient.find(folder).isEmpty());
    }

    private ControlClient client() {
        return ControlClient.find(folder).orElseThrow();
    }

    private static ByteBuffer line(String text) {
        return ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
