package io.casemate.engine.models;

import java.util.Optional;
import java.util.OptionalDouble;

/// How far a variant's answers are from its parent's.
///
/// @param snrDb 10·log10(Σ parent² / Σ (parent − variant)²) of the worst output; 999 when there is
///   no difference at all. Entries without `differences` have it of the first output
/// @param cosine cosine similarity of that output as a vector, -1 to 1
/// @param maxAbs largest absolute difference of one element of that output
/// @param basis what it was measured on: `golden set (500 samples)` or `seeded inputs (32 samples,
///   seed 1)`
/// @param samples number of samples
/// @param parentTop1 share of golden samples whose label the parent names first; empty without
///   labels
/// @param variantTop1 the same for the variant
/// @param differences output by output; empty in entries of versions that looked at one output only
public record Accuracy(
        double snrDb,
        double cosine,
        double maxAbs,
        String basis,
        int samples,
        OptionalDouble parentTop1,
        OptionalDouble variantTop1,
        Optional<Differences> differences) {

    /// An accuracy that knows one output only.
    public Accuracy(
            double snrDb,
            double cosine,
            double maxAbs,
            String basis,
            int samples,
            OptionalDouble parentTop1,
            OptionalDouble variantTop1) {
        this(snrDb, cosine, maxAbs, basis, samples, parentTop1, variantTop1, Optional.empty());
    }

    /// {@return by how much the variant is right less often than its parent, 0 to 1; empty without
    /// labels, negative where it is right more often}
    public OptionalDouble top1Loss() {
        return parentTop1.isPresent() && variantTop1.isPresent()
                ? OptionalDouble.of(parentTop1.getAsDouble() - variantTop1.getAsDouble())
                : OptionalDouble.empty();
    }
}
