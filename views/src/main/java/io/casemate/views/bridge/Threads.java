package io.casemate.views.bridge;

import java.util.concurrent.Executor;

/// Where a screen runs things.
///
/// @param background calls into the engine, which may wait
/// @param ui everything that touches the scene graph; the FX thread, or the caller in tests
public record Threads(Executor background, Executor ui) {}
