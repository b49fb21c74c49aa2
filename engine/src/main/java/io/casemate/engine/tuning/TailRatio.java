package io.casemate.engine.tuning;

import io.casemate.engine.tuning.SettingRace.Round;
import io.casemate.engine.units.Sorted;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/// The ratio of two 99th percentiles. Its interval comes from resampling whole rounds with
/// replacement (percentile bootstrap over clusters; Efron and Tibshirani, "An Introduction to the
/// Bootstrap", chapters 8 and 13), since requests of one block are not independent. Seeded: equal
/// times give equal intervals.
final class TailRatio {
    private static final long SEED = 1;
    private static final int RESAMPLES = 200;
    private static final double LOW = 0.025;
    private static final double HIGH = 0.975;

    private TailRatio() {}

    static Ratio of(List<Round> rounds) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        double[] ratios =
                IntStream.range(0, RESAMPLES)
                        .mapToDouble(_ -> ratio(resampled(rounds, random)))
                        .sorted()
                        .toArray();
        return Ratio.rounded(
                ratio(rounds),
                ratios[(int) (LOW * RESAMPLES)],
                ratios[(int) (HIGH * RESAMPLES) - 1]);
    }

    private static List<Round> resampled(List<Round> rounds, RandomGenerator random) {
        return IntStream.range(0, rounds.size())
                .mapToObj(_ -> rounds.get(random.nextInt(rounds.size())))
                .toList();
    }

    private static double ratio(List<Round> rounds) {
        Sorted standard = SettingRace.times(rounds.stream().map(Round::standard).toList());
        Sorted setting = SettingRace.times(rounds.stream().map(Round::setting).toList());
        return standard.p99Micros() / setting.p99Micros();
    }
}
