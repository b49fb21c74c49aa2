package io.casemate.app.control;

import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tasks.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Asks the process that owns a data folder.
public final class ControlClient implements Verbs {
    private final Owner owner;

    private ControlClient(Owner owner) {
        this.owner = owner;
    }

    /// {@return a client if somebody answers for `folder`}
    public static Optional<ControlClient> find(DataFolder folder) {
        return Ownership.read(folder)
                .filter(owner -> ProcessHandle.of(owner.pid()).isPresent())
                .filter(ControlClient::answers)
                .map(ControlClient::new);
    }

    private static boolean answers(Owner owner) {
        try (SocketChannel _ = connect(owner)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static SocketChannel connect(Owner owner) throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(Path.of(owner.socket())));
        return channel;
    }

    /// {@return whether the owner stays, so that what is deployed keeps serving}
    public boolean isLasting() {
        return owner.isLasting();
    }

    @Override
    public Outcome<ObjectNode> execute(Request request, Progress progress) {
        try (SocketChannel channel = connect(owner);
                var out = Channels.newWriter(channel, StandardCharsets.UTF_8);
                var in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
            out.write(Json.mapper().writeValueAsString(request));
            out.write('\n');
            out.flush();
            return listen(in, progress);
        } catch (IOException e) {
            return Outcome.refused(lost(request, e.toString()));
        }
    }

    private Outcome<ObjectNode> listen(BufferedReader in, Progress progress) throws IOException {
        String line;
        while ((line = in.readLine()) != null) {
            JsonNode message = Json.mapper().readTree(line);
            if (message.has("done")) {
                return Outcome.done((ObjectNode) message.get("done"));
            }
            if (message.has("refused")) {
                return Outcome.refused(ProblemJson.read(message.get("refused")));
            }
            JsonNode step = message.path("progress");
            progress.report(step.path("step").asString(), step.path("fraction").asDouble());
        }
        throw new IOException("the connection ended without an answer");
    }

    private Problem lost(Request request, String cause) {
        return ControlProblem.LOST.because(
                "'%s' was sent to the running console, which did not answer."
                        .formatted(request.verb()),
                "Process %d (casemate %s): %s.".formatted(owner.pid(), owner.verb(), cause),
                "Run 'casemate status' to see what took effect, then try again.");
    }
}
