package io.casemate.engine.tuning;

/// Event: from now on `profile` counts for its revision and its class of hosts.
public record ProfileRecorded(RecordedProfile.Source source, TuningProfile profile) {}
