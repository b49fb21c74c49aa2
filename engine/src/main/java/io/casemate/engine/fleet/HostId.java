package io.casemate.engine.fleet;

/// Identifies a machine of the fleet; `this-machine` is the one the console runs on.
public record HostId(String text) {
    public static final HostId THIS_MACHINE = new HostId("this-machine");

    @Override
    public String toString() {
        return text;
    }
}
