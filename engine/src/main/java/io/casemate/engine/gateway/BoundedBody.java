package io.casemate.engine.gateway;

import io.casemate.engine.units.Bytes;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Reads request bodies up to a limit. Helidon's own limit closes the connection with the body
/// unread, and the reset overtakes the answer; here the client gets to read its 413.
record BoundedBody(Bytes limit) {

    /// {@return the whole body; empty when it is longer than the limit}
    Optional<byte[]> read(ServerRequest request) throws IOException {
        if (!request.content().hasEntity()) {
            return Optional.of(new byte[0]);
        }
        long announced = request.headers().contentLength().orElse(-1);
        if (announced > limit.count()) {
            return Optional.empty();
        }
        int most = Math.toIntExact(announced < 0 ? limit.count() + 1 : announced);
        try (InputStream in = request.content().inputStream()) {
            byte[] body = announced < 0 ? in.readNBytes(most) : exactly(in, most);
            return body.length > limit.count() ? Optional.empty() : Optional.of(body);
        }
    }

    void refuse(ServerResponse answer) {
        Replies.error(
                answer,
                Status.REQUEST_ENTITY_TOO_LARGE_413,
                "The body is larger than %s. Send fewer values at once.".formatted(limit));
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] body = new byte[length];
        if (in.readNBytes(body, 0, length) < length) {
            throw new IOException("the client left before its body was complete");
        }
        return body;
    }
}
