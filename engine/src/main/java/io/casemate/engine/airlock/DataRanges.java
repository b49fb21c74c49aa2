package io.casemate.engine.airlock;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Which bytes of data files belong to which tensor. Tensors may share the very same bytes, as
/// exporters have tied weights do; none overlaps another in part.
final class DataRanges {
    private final String model;
    private final List<Range> ranges = new ArrayList<>();

    /// @param model what people call it
    DataRanges(String model) {
        this.model = model;
    }

    private record Range(long from, ExternalFile file) {}

    /// @param file with the end of one tensor's data
    void add(long from, ExternalFile file) {
        if (file.end() > from) {
            ranges.add(new Range(from, file));
        }
    }

    /// @throws Refusal when two tensors have some bytes in common, but not all
    void check() {
        ranges.sort(
                Comparator.comparing((Range range) -> range.file().location())
                        .thenComparing(Range::from)
                        .thenComparing(range -> range.file().end()));
        for (int i = 1; i < ranges.size(); i++) {
            Range before = ranges.get(i - 1);
            Range next = ranges.get(i);
            boolean isSameFile = before.file().location().equals(next.file().location());
            boolean isShared =
                    before.from() == next.from() && before.file().end() == next.file().end();
            if (isSameFile && !isShared && next.from() < before.file().end()) {
                throw AirlockProblem.OVERLAPPING_DATA.refusal(
                        "%s was not imported.".formatted(model),
                        "Tensors '%s' and '%s' overlap in '%s' from byte %d on."
                                .formatted(
                                        before.file().tensor(),
                                        next.file().tensor(),
                                        next.file().location(),
                                        next.from()),
                        "Export the model again; tensors share all of their bytes or none.");
            }
        }
    }
}
