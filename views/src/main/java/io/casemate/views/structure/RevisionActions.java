package io.casemate.views.structure;

import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.Labels;
import io.casemate.views.shell.Desk;
import io.casemate.views.shell.Intent;
import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/// What can be done with the shown revision on other screens.
final class RevisionActions extends HBox {
    private final Desk desk;
    private final ObservableValue<@Nullable Revision> revision;

    RevisionActions(Desk desk, ObservableValue<@Nullable Revision> revision) {
        super(8);
        this.desk = desk;
        this.revision = revision;
        Button describe = button("structure-describe", "structure.describe", Intent.Describe::new);
        Button quantize = button("structure-quantize", "models.quantize", Intent.Quantize::new);
        Button deploy = button("structure-deploy", "models.deploy", Intent.Deploy::new);
        quantize.disableProperty().bind(revision.map(shown -> !shown.isImported()).orElse(true));
        getChildren().addAll(describe, Labels.spring(), quantize, deploy);
    }

    private Button button(String id, String key, Function<RevisionId, Intent> intent) {
        Button button =
                Buttons.plain(
                        id,
                        desk.texts().text(key),
                        () -> {
                            Revision shown = revision.getValue();
                            if (shown != null) {
                                desk.navigation().go(intent.apply(shown.id()));
                            }
                        });
        button.disableProperty().bind(revision.map(_ -> false).orElse(true));
        return button;
    }
}
