package io.casemate.engine.fleet;

import io.casemate.engine.runtime.SessionSettings;

/// The tuning profile under which something serves.
///
/// @param id of the profile, twelve hexadecimal digits
/// @param settings of each session
public record ServingProfile(String id, SessionSettings settings) {}
