package io.casemate.views.optimize;

import io.casemate.engine.models.RevisionId;
import io.casemate.views.kit.AppAction;
import io.casemate.views.shell.Desk;
import io.casemate.views.shell.Intent;
import io.casemate.views.shell.LiveScreen;
import io.casemate.views.shell.Screen;
import java.util.Optional;
import org.kordamp.ikonli.feather.Feather;

/// Entry to the optimize screen: smaller variants, and what they cost.
public final class OptimizeScreen {
    private OptimizeScreen() {}

    public static Screen of(Desk desk) {
        var model = new OptimizeViewModel(desk);
        var pane = new OptimizePane(desk, model);
        return new LiveScreen(
                        "optimize",
                        Feather.MINIMIZE_2,
                        () -> pane,
                        held -> {
                            model.observe(held);
                            pane.observe(held);
                        })
                .offering(
                        AppAction.always(
                                "optimize.quantize",
                                "optimize.quantize",
                                Feather.MINIMIZE_2,
                                pane::startChoosing))
                .answering(intent ->
                        intent instanceof Intent.Quantize(RevisionId id)
                                ? Optional.of(() -> pane.startWith(id))
                                : Optional.empty());
    }
}
