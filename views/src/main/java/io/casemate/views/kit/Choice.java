package io.casemate.views.kit;

import io.casemate.engine.models.Origin;
import io.casemate.engine.models.Revision;
import java.util.function.Function;
import javafx.collections.ObservableList;
import javafx.scene.control.ComboBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/// A box that lets people choose one of a few things by their names.
public final class Choice {

    private Choice() {}

    /// @param name what `items` are called in the list
    public static <T> ComboBox<T> of(
            String id, ObservableList<T> items, Function<? super T, String> name) {
        var box = new ComboBox<>(items);
        box.setId(id);
        box.setConverter(new Names<>(name));
        return box;
    }

    /// {@return a choice of revisions}
    ///
    /// @param none what is written in it while there is no choice
    public static ComboBox<Revision> ofRevision(
            String id, ObservableList<Revision> revisions, String none) {
        ComboBox<Revision> box = of(id, revisions, Choice::name);
        box.setPromptText(none);
        box.setMaxWidth(Double.MAX_VALUE);
        return box;
    }

    /// Model, recipe if it was quantized, digest and size: what tells two revisions apart.
    private static String name(Revision revision) {
        String recipe =
                switch (revision.origin()) {
                    case Origin.Imported _ -> "";
                    case Origin.Quantized(_, var card) -> card.recipe() + "  ";
                };
        return "%s  %s%s  %s"
                .formatted(
                        revision.model(),
                        recipe,
                        revision.id().digest().abbreviated(),
                        revision.bytes());
    }

    private static final class Names<T> extends StringConverter<T> {
        private final Function<? super T, String> name;

        Names(Function<? super T, String> name) {
            this.name = name;
        }

        @Override
        public String toString(@Nullable T item) {
            return item == null ? "" : name.apply(item);
        }

        @Override
        public T fromString(String text) {
            throw new UnsupportedOperationException("the list is not editable: " + text);
        }
    }
}
