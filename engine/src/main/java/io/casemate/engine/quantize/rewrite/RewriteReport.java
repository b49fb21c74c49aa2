package io.casemate.engine.quantize.rewrite;

import java.nio.file.Path;
import java.util.Optional;

/// What a recipe did.
///
/// @param quantizedNodes how many nodes it replaced
/// @param eligibleNodes how many nodes of the model have constant weights, subgraphs included
/// @param modelFile the new model
/// @param remark what else is to be known, for people; empty when nothing is
public record RewriteReport(
        int quantizedNodes, int eligibleNodes, Path modelFile, Optional<String> remark) {

    RewriteReport(int quantizedNodes, int eligibleNodes, Path modelFile) {
        this(quantizedNodes, eligibleNodes, modelFile, Optional.empty());
    }
}
