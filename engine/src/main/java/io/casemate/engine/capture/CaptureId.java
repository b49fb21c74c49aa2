package io.casemate.engine.capture;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.casemate.engine.fleet.DeploymentId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Names one capture: the deployment and the second it began in, UTC.
public record CaptureId(@JsonValue String text) {
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public CaptureId {}

    static CaptureId of(DeploymentId deployment, Instant time) {
        return new CaptureId(
                deployment.text() + "-" + SECOND.format(time.atOffset(ZoneOffset.UTC)));
    }

    @Override
    public String toString() {
        return text;
    }
}
