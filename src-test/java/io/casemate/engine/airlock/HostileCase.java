package io.casemate.engine.airlock;

/// A model that must not come in.
///
/// @param code that it is refused with, `AL-nnn`
record HostileCase(String what, String code, byte[] content) {

    @Override
    public String toString() {
        return code + " " + what;
    }
}
