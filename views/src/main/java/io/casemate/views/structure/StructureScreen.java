package io.casemate.views.structure;

import io.casemate.engine.models.RevisionId;
import io.casemate.views.kit.AppAction;
import io.casemate.views.shell.Desk;
import io.casemate.views.shell.Intent;
import io.casemate.views.shell.LiveScreen;
import io.casemate.views.shell.Screen;
import java.util.Optional;
import org.kordamp.ikonli.feather.Feather;

/// Entry to the inspection screen: the graph of a revision.
public final class StructureScreen {
    private StructureScreen() {}

    public static Screen of(Desk desk) {
        var model = new StructureViewModel(desk);
        var view = new StructureView(desk, model);
        return new LiveScreen(
                        "structure",
                        Feather.SHARE_2,
                        () -> view,
                        held -> {
                            model.observe(held);
                            view.observeHosts(held);
                        })
                .offering(
                        AppAction.always(
                                "structure.inspect",
                                "structure.inspect",
                                Feather.SHARE_2,
                                view::startChoosing))
                .answering(intent ->
                        intent instanceof Intent.Inspect(RevisionId id)
                                ? Optional.of(() -> model.choose(id))
                                : Optional.empty());
    }
}
