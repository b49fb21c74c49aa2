package io.casemate.views.deployments;

import io.casemate.engine.models.RevisionId;
import io.casemate.views.kit.AppAction;
import io.casemate.views.shell.Desk;
import io.casemate.views.shell.Intent;
import io.casemate.views.shell.LiveScreen;
import io.casemate.views.shell.Screen;
import java.util.Optional;
import org.kordamp.ikonli.feather.Feather;

/// Entry to the deployments screen: what serves, and test load on it.
public final class DeploymentsScreen {
    private DeploymentsScreen() {}

    public static Screen of(Desk desk) {
        var model = new DeploymentsViewModel(desk);
        var view = new DeploymentsView(desk, model);
        return new LiveScreen("deployments", Feather.PLAY_CIRCLE, () -> view, model::observe)
                .offering(
                        AppAction.always(
                                "deployments.deploy",
                                "deployments.deploy",
                                Feather.PLUS,
                                view::openDeploy),
                        AppAction.always(
                                "deployments.load",
                                "deployments.load",
                                Feather.ZAP,
                                view::openLoad))
                .answering(intent ->
                        intent instanceof Intent.Deploy(RevisionId id)
                                ? Optional.of(() -> view.openDeploy(id))
                                : Optional.empty());
    }
}
