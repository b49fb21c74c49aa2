package io.casemate.app.control;

import io.casemate.engine.json.Json;
import io.casemate.engine.lifecycle.Workers;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tasks.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.node.ObjectNode;

/// Answers command lines that run beside this process. One connection carries one request: a JSON
/// line in; `{"progress":…}` lines and then one `{"done":…}` or `{"refused":…}` out. A caller that
/// hangs up cancels its request.
public final class ControlServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ControlServer.class.getName());
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Verbs verbs;
    private final Path socket;
    private final ServerSocketChannel listener;
    private final Workers workers = new Workers("control", GRACE);

    private ControlServer(Verbs verbs, Path socket, ServerSocketChannel listener) {
        this.verbs = verbs;
        this.socket = socket;
        this.listener = listener;
    }

    public static ControlServer open(Ownership ownership, Verbs verbs) throws IOException {
        Path socket = Path.of(ownership.owner().socket());
        Files.deleteIfExists(socket); // left behind by an owner that was killed
        var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(socket));
        var server = new ControlServer(verbs, socket, listener);
        server.workers.execute(server::accept);
        return server;
    }

    private void accept() {
        try {
            while (listener.isOpen()) {
                SocketChannel caller = listener.accept();
                workers.execute(() -> serve(caller));
            }
        } catch (AsynchronousCloseException _) {
            return; // closed: no more callers
        } catch (IOException e) {
            LOG.log(Level.ERROR, "The control socket no longer takes callers.", e);
        }
    }

    private void serve(SocketChannel caller) {
        try (caller;
                var in = new BufferedReader(Channels.newReader(caller, StandardCharsets.UTF_8));
                var out = Channels.newWriter(caller, StandardCharsets.UTF_8)) {
            String line = in.readLine();
            if (line != null) {
                answer(Json.mapper().readValue(line, Request.class), in, out);
            }
        } catch (IOException | tools.jackson.core.JacksonException e) {
            LOG.log(Level.DEBUG, "A caller hung up or sent no request.", e);
        }
    }

    private void answer(Request request, BufferedReader in, Writer out) throws IOException {
        Thread working = Thread.currentThread();
        var answered = new AtomicBoolean();
        workers.execute(() -> cancelAtHangUp(in, working, answered));
        Outcome<ObjectNode> outcome = verbs.execute(request, progressTo(out));
        answered.set(true);
        switch (outcome) {
            case Outcome.Done<ObjectNode>(ObjectNode value) -> send(out, "done", value);
            case Outcome.Refused<ObjectNode>(Problem problem) ->
                    send(out, "refused", ProblemJson.internal(problem));
        }
    }

    /// Waits for the caller to hang up. Never interrupted itself while the request runs: that would
    /// close the channel under the answer.
    private static void cancelAtHangUp(BufferedReader in, Thread working, AtomicBoolean answered) {
        boolean hungUp;
        try {
            hungUp = in.read() < 0;
        } catch (IOException _) {
            hungUp = true; // closed after the answer, or broken off by the caller
        }
        if (hungUp && !answered.get()) {
            working.interrupt();
        }
    }

    private static Progress progressTo(Writer out) {
        return (step, fraction) -> {
            try {
                send(out, "progress", Json.object().put("step", step).put("fraction", fraction));
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "A caller no longer listens.", e);
            }
        };
    }

    private static void send(Writer out, String kind, ObjectNode body) throws IOException {
        synchronized (out) {
            out.write(Json.object().set(kind, body).toString());
            out.write('\n');
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        workers.close();
        Files.deleteIfExists(socket);
    }
}
