package io.casemate.engine.quantize;

import java.util.stream.IntStream;

/// Which samples of a golden set may be used for what, so that nothing is chosen by the samples
/// that its figures are reported on. Every fourth sample gives ranges, the next ranks candidates,
/// and the other two report, so that a set that is ordered by class is split evenly.
///
/// | Samples | ranges | ranking | report |
/// |---|---|---|---|
/// | 1 | 0 | 0 | 0, and the report says so |
/// | 2 | 0 | 0 | 1 |
/// | 3 or more | 0, 4, 8, … | 1, 5, 9, … | 2, 3, 6, 7, … |
///
/// @param size number of samples in the set, 1 or more
record SampleSplit(int size) {
    private static final int TURNS = 4;
    private static final int MOST_RANGES = 64;
    private static final int MOST_RANKING = 64;
    private static final int MOST_REPORT = 500;

    SampleSplit {
        if (size < 1) {
            throw new IllegalArgumentException("size is less than 1: " + size);
        }
    }

    /// @param remark for people, after the number of samples; may be empty
    record Part(int[] indexes, String remark) {}

    Part ranges() {
        return new Part(turns(0, 0, MOST_RANGES), "");
    }

    Part ranking() {
        return size < 3
                ? new Part(new int[] {0}, "")
                : new Part(turns(1, 1, MOST_RANKING), ", used for ranking only");
    }

    Part report() {
        return switch (size) {
            case 1 -> new Part(new int[] {0}, "; it also ranked the candidates");
            case 2 -> new Part(new int[] {1}, ", not used for choosing");
            default -> new Part(turns(2, 3, MOST_REPORT), ", not used for choosing");
        };
    }

    private int[] turns(int first, int last, int most) {
        return IntStream.range(0, size)
                .filter(index -> index % TURNS >= first && index % TURNS <= last)
                .limit(most)
                .toArray();
    }
}
