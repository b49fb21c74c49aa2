package io.casemate.engine.worker;

import java.nio.file.Path;
import tools.jackson.databind.node.ObjectNode;

/// Work for one worker process.
///
/// @param kind which [JobHandler] does it
/// @param subject what it works on, for people, such as a file name
/// @param folder the only place it may write to; its working directory
/// @param input the handler's own arguments
public record Job(String kind, String subject, Path folder, ObjectNode input, Limits limits) {}
