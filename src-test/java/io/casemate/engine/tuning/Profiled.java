package io.casemate.engine.tuning;

import io.casemate.engine.fleet.HostClass;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.runtime.SessionSettings;
import io.casemate.engine.runtime.Spinning;
import java.util.List;
import java.util.Optional;

/// Profiles and their parts, as a run would find them.
public final class Profiled {
    public static final HostClass HOST =
            new HostClass(
                    "amd64",
                    "AMD EPYC 9555",
                    16,
                    List.of("AVX2", "AVX512-VNNI"),
                    List.of(),
                    "1.29.0");

    private Profiled() {}

    public static Setting threads(int count) {
        SessionSettings settings = SessionSettings.STANDARD;
        return new Setting(settings.withThreads(settings.threads().withIntraOp(count)), 1, 1);
    }

    public static Setting spinning(Spinning kind) {
        SessionSettings settings = SessionSettings.STANDARD;
        return new Setting(settings.withThreads(settings.threads().withSpinning(kind)), 1, 1);
    }

    /// {@return a comparison in which everything is `times` times better, to within 2 %}
    public static Comparison better(double times) {
        Ratio ratio = Ratio.rounded(times, times * 0.98, times * 1.02);
        var standard = new Figures(420, 610.5, 2_380.2, 812);
        var setting =
                new Figures(
                        Ratio.round(420 / times),
                        Ratio.round(610.5 / times),
                        Ratio.round(2_380.2 * times),
                        Ratio.round(812 / times));
        return new Comparison(standard, setting, ratio, ratio, ratio, ratio, 48);
    }

    public static TuningProfile profile(RevisionId revision) {
        List<Trial> trials =
                List.of(
                        new Trial.Measured(threads(1), better(1.31)),
                        new Trial.Measured(threads(8), better(1.12)),
                        new Trial.Measured(spinning(Spinning.OFF), better(0.84)),
                        new Trial.Failed(
                                spinning(Spinning.ALWAYS),
                                "WORKER-003",
                                "The worker ended by signal 11 (SIGSEGV)."),
                        new Trial.Differs(
                                threads(1)
                                        .with(
                                                threads(1)
                                                        .settings()
                                                        .withGraph(
                                                                io.casemate.engine.runtime
                                                                        .GraphLevel.OFF)),
                                "output 'scores' by 0.021 of its largest value"));
        return new TuningProfile(
                TuningProfile.FORMAT,
                revision,
                HOST,
                TuningGoal.LATENCY,
                "golden set (8 of 200 samples)",
                threads(1),
                Optional.of(better(1.29)),
                Optional.empty(),
                List.of(
                        new ProviderShare("CPUExecutionProvider", 14, 1_480, 0.74),
                        new ProviderShare("CUDAExecutionProvider", 5, 520, 0.26)),
                new TuningProfile.Search(960, true, better(1), trials));
    }
}
