package io.casemate.views.deployments;

import io.casemate.engine.admission.HostAdmission;
import io.casemate.engine.models.Revision;
import io.casemate.views.kit.GateWords;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.StatusPill;
import io.casemate.views.kit.Texts;
import io.casemate.views.kit.Tone;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Says before the click whether a revision may serve on this machine. Takes no room while none is
/// chosen.
final class AdmissionNote extends VBox {
    private final Texts texts;
    private final StatusPill pill = new StatusPill();
    private final Label hint = Labels.wrapping("", "caption");

    AdmissionNote(Texts texts) {
        super(4);
        this.texts = texts;
        setId("deploy-admission");
        getChildren().addAll(pill, hint);
        hide();
    }

    /// @param here what the gate found of `revision` on this machine's class
    void show(@Nullable Revision revision, Optional<HostAdmission> here) {
        if (revision == null) {
            hide();
            return;
        }
        setVisible(true);
        setManaged(true);
        if (revision.isImported()) {
            say(Tone.GOOD, "original", text("original.hint"));
        } else if (here.isEmpty()) {
            say(Tone.NEUTRAL, "notrun", text("notrun.hint"));
        } else if (here.get().isGreen()) {
            say(Tone.GOOD, "green", text("green.hint", GateWords.figures(here.get())));
        } else {
            say(Tone.BAD, "red", text("red.hint", here.get().judged().run().verdict().reason()));
        }
    }

    private void hide() {
        setVisible(false);
        setManaged(false);
    }

    private void say(Tone tone, String word, String sentence) {
        pill.show(tone, text(word));
        hint.setText(sentence);
    }

    private String text(String key, Object... arguments) {
        return texts.text("deployments.deploy.admission." + key, arguments);
    }
}
