package io.casemate.views.kit;

import io.casemate.engine.admission.HostAdmission;
import io.casemate.engine.models.GateVerdict;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Label;

/// What a gate found, in words.
public final class GateWords {

    private GateWords() {}

    /// {@return each limit with what was measured, and whether it is kept}
    public static List<Label> checks(GateVerdict verdict) {
        return verdict.checks().stream().map(GateWords::line).toList();
    }

    private static Label line(GateVerdict.Check check) {
        String sign = check.isKept() ? "\u2713 " : "\u2717 ";
        return Labels.wrapping(sign + check.limit() + ": " + check.measured(), "caption");
    }

    /// {@return error and speed, such as `38.4 dB, ×1.59`; a dash where the variant did not run}
    public static String figures(HostAdmission cell) {
        return cell.judged()
                .run()
                .figures()
                .map(figures ->
                        String.format(
                                Locale.ROOT,
                                "%.1f dB, ×%.2f",
                                figures.accuracy().snrDb(),
                                figures.latency().speedup()))
                .orElse(StatBlock.UNKNOWN);
    }
}
