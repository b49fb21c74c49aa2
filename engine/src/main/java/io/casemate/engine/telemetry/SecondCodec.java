package io.casemate.engine.telemetry;

import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import java.io.Serial;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Carries a [Second] between processes as JSON. Histograms are in HdrHistogram's own compressed
/// form, in Base64, so nothing is rounded on the way:
///
/// ```
/// {"series":"chat-8b","epochSecond":1700000000,"requests":12,"errors":0,
///  "total":"HISTFAAA…","queue":"…","compute":"…"}
/// ```
public final class SecondCodec {
    /// A histogram with 3 digits that reaches 5 minutes in nanoseconds needs 400 kB uncompressed.
    private static final int MAX_TEXT = 1 << 20;

    private static final long MAX_COUNTED_NANOS = 1L << 43;

    private SecondCodec() {}

    public static ObjectNode write(Second second) {
        return Json.object()
                .put("series", second.series().text())
                .put("epochSecond", second.epochSecond())
                .put("requests", second.requests())
                .put("errors", second.errors())
                .put("total", text(second.total()))
                .put("queue", text(second.queue()))
                .put("compute", text(second.compute()));
    }

    /// {@return the second that `tree` stands for; refused with `TELEMETRY-001` when a field is
    /// missing or damaged}
    public static Outcome<Second> read(JsonNode tree) {
        try {
            return Outcome.done(
                    new Second(
                            new SeriesId(field(tree, "series").stringValue()),
                            count(tree, "epochSecond"),
                            count(tree, "requests"),
                            count(tree, "errors"),
                            histogram(tree, "total"),
                            histogram(tree, "queue"),
                            histogram(tree, "compute")));
        } catch (UnreadableException e) {
            return Outcome.refused(
                    new Problem(
                            TelemetryProblem.UNREADABLE_SECOND,
                            "A second of measurements was not read.",
                            e.getMessage(),
                            "Check that console and agent are of one version."));
        }
    }

    private static String text(Histogram histogram) {
        ByteBuffer bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(bytes);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length));
    }

    private static JsonNode field(JsonNode tree, String name) throws UnreadableException {
        JsonNode value = tree.path(name);
        boolean fits =
                switch (name) {
                    case "epochSecond", "requests", "errors" -> value.isIntegralNumber();
                    default -> value.isString();
                };
        if (!fits) {
            throw new UnreadableException("Field '%s' is missing or of another type.", name);
        }
        return value;
    }

    private static long count(JsonNode tree, String name) throws UnreadableException {
        JsonNode value = field(tree, name);
        if (!value.canConvertToLong() || value.longValue() < 0) {
            throw new UnreadableException("Field '%s' is %s, and counts start at 0.", name, value);
        }
        return value.longValue();
    }

    private static Histogram histogram(JsonNode tree, String name) throws UnreadableException {
        String text = field(tree, name).stringValue();
        if (text.length() > MAX_TEXT) {
            throw new UnreadableException(
                    "Field '%s' has %d characters, and %d are allowed.",
                    name, text.length(), MAX_TEXT);
        }
        try {
            Histogram read =
                    Histogram.decodeFromCompressedByteBuffer(
                            ByteBuffer.wrap(Base64.getDecoder().decode(text)), MAX_COUNTED_NANOS);
            read.setAutoResize(true);
            return read;
        } catch (DataFormatException
                | IllegalArgumentException
                | BufferUnderflowException
                | IndexOutOfBoundsException
                | NegativeArraySizeException e) {
            throw new UnreadableException(
                    "Field '%s' is no compressed histogram: %s.", name, e.getMessage());
        }
    }

    private static final class UnreadableException extends Exception {
        @Serial private static final long serialVersionUID = 1L;

        UnreadableException(String text, @Nullable Object... arguments) {
            super(text.formatted(arguments));
        }
    }
}
