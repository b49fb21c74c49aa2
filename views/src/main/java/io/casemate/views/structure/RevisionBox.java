package io.casemate.views.structure;

import io.casemate.engine.models.Revision;
import io.casemate.views.kit.Texts;
import javafx.collections.ObservableList;
import javafx.scene.control.ComboBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/// A choice of revisions.
final class RevisionBox extends StringConverter<Revision> {

    private RevisionBox() {}

    static ComboBox<Revision> of(String id, Texts texts, ObservableList<Revision> revisions) {
        var box = new ComboBox<>(revisions);
        box.setId(id);
        box.setPromptText(texts.text("structure.revision.none"));
        box.setConverter(new RevisionBox());
        box.setAccessibleText(texts.text("structure.revision"));
        return box;
    }

    @Override
    public String toString(@Nullable Revision revision) {
        return revision == null
                ? ""
                : "%s  %s".formatted(revision.model(), revision.id().digest().abbreviated());
    }

    @Override
    public Revision fromString(String text) {
        throw new UnsupportedOperationException("the list is not editable");
    }
}
