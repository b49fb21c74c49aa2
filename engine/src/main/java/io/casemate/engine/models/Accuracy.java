package io.casemate.engine.models;

import java.util.OptionalDouble;

/// How far a variant's answers are from its parent's, over the first output.
///
/// @param snrDb 10·log10(Σ parent² / Σ (parent − variant)²); 999 when there is no difference at all
/// @param cosine cosine similarity of the two outputs as vectors, -1 to 1
/// @param maxAbs largest absolute difference of one element
/// @param basis what it was measured on: `golden set (500 samples)` or `seeded inputs (32 samples,
///   seed 1)`
/// @param samples number of samples
/// @param parentTop1 share of golden samples whose label the parent names first; empty without
///   labels
/// @param variantTop1 the same for the variant
public record Accuracy(
        double snrDb,
        double cosine,
        double maxAbs,
        String basis,
        int samples,
        OptionalDouble parentTop1,
        OptionalDouble variantTop1) {}
