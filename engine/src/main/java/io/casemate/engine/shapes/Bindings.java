package io.casemate.engine.shapes;

import java.util.HashMap;
import java.util.Map;

/// The sizes that stand in for those a model leaves open, so that shapes and costs become numbers.
///
/// A size bound by name has the number given. Of the other open sizes of the graph's inputs, those
/// of the batch get `batch`: names that contain `batch`, `N`, and, in a model without such a name,
/// the first size of each input. Names that contain `past` are 0, which is an empty cache of a
/// language model. The rest get `others`.
///
/// @param sizes by symbol, each 0 or more
/// @param batch samples at a time; [#KEEP] leaves the symbol
/// @param others for every other open size; [#KEEP] leaves the symbol
public record Bindings(Map<String, Long> sizes, long batch, long others) {
    /// Stands for leaving a symbol as it is.
    public static final long KEEP = -1;

    private static final long STANDARD_OTHERS = 128;

    /// One sample, and 128 for every other open size (tokens, rows, columns).
    public static final Bindings STANDARD = new Bindings(Map.of(), 1, STANDARD_OTHERS);

    /// Symbols stay symbols.
    public static final Bindings SYMBOLIC = new Bindings(Map.of(), KEEP, KEEP);

    public Bindings {
        if (batch < KEEP || others < KEEP) {
            throw new IllegalArgumentException(
                    "a size is negative: batch %d, others %d".formatted(batch, others));
        }
        sizes.forEach((name, size) -> {
            if (size < 0) {
                throw new IllegalArgumentException(name + " is negative: " + size);
            }
        });
        sizes = Map.copyOf(sizes);
    }

    /// {@return these bindings, with the symbol `name` standing for `size`}
    public Bindings with(String name, long size) {
        var changed = new HashMap<>(sizes);
        changed.put(name, size);
        return new Bindings(changed, batch, others);
    }
}
