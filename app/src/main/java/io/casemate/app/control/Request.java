package io.casemate.app.control;

import tools.jackson.databind.node.ObjectNode;

/// What a command line asks of the process that owns the data folder.
///
/// @param verb such as `import`
/// @param arguments by name; paths are absolute
public record Request(String verb, ObjectNode arguments) {}
