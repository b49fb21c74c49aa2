package io.casemate.views.models;

import io.casemate.engine.models.RevisionId;
import io.casemate.views.kit.AppAction;
import io.casemate.views.shell.Desk;
import io.casemate.views.shell.Intent;
import io.casemate.views.shell.LiveScreen;
import io.casemate.views.shell.Screen;
import java.util.Optional;
import org.kordamp.ikonli.feather.Feather;

/// Entry to the models screen: what is known of every revision, and the way in.
public final class ModelsScreen {
    private ModelsScreen() {}

    public static Screen of(Desk desk) {
        var model = new ModelsViewModel(desk);
        var view = new ModelsView(desk, model);
        return new LiveScreen("models", Feather.BOX, () -> view, model::observe)
                .offering(
                        AppAction.always(
                                "models.import",
                                "models.import.title",
                                Feather.DOWNLOAD,
                                view::openImport))
                .answering(intent ->
                        intent instanceof Intent.Describe(RevisionId id)
                                ? Optional.of(() -> view.describe(id))
                                : Optional.empty());
    }
}
