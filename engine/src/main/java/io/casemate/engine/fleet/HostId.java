package io.casemate.engine.fleet;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Identifies a machine of the fleet; `this-machine` is the one the console runs on.
public record HostId(@JsonValue String text) {
    public static final HostId THIS_MACHINE = new HostId("this-machine");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public HostId {}

    @Override
    public String toString() {
        return text;
    }
}
