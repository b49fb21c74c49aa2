package io.casemate.engine.telemetry;

/// Names what is measured: a deployment.
public record SeriesId(String text) {

    @Override
    public String toString() {
        return text;
    }
}
