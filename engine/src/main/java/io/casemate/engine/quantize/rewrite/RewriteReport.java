package io.casemate.engine.quantize.rewrite;

import java.nio.file.Path;

/// What a recipe did.
///
/// @param quantizedNodes how many nodes it replaced
/// @param eligibleNodes how many nodes of the model have constant weights, subgraphs included
/// @param modelFile the new model
public record RewriteReport(int quantizedNodes, int eligibleNodes, Path modelFile) {}
