package io.casemate.engine.runtime;

import io.casemate.engine.tensors.Port;
import java.util.List;

/// A model as the runtime offers it.
///
/// @param name the deployment's name
/// @param revision digest of what is loaded
public record Served(
        String name, String revision, List<Port> inputs, List<Port> outputs, int replicas) {}
