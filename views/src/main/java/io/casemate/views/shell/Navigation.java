package io.casemate.views.shell;

import io.casemate.engine.models.RevisionId;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// Where people want to be. Screens ask here instead of knowing each other; the window follows.
/// Confined to the FX thread.
public final class Navigation {
    private final ReadOnlyObjectWrapper<@Nullable Wish> wish = new ReadOnlyObjectWrapper<>();
    private Optional<RevisionId> about = Optional.empty();

    public Navigation() {}

    /// A wish to see a screen, and to have one of its actions run there.
    record Wish(String screen, Optional<String> action) {}

    /// Asks for the screen `id`.
    public void go(String id) {
        wish.set(null);
        wish.set(new Wish(id, Optional.empty()));
    }

    /// Asks for the screen `id` and for its action `action`, such as `models.import`.
    public void go(String id, String action) {
        wish.set(null);
        wish.set(new Wish(id, Optional.of(action)));
    }

    /// Asks for the screen `id`, to see `subject` there.
    public void go(String id, RevisionId subject) {
        about = Optional.of(subject);
        go(id);
    }

    /// {@return what the screen that opens was asked to show, once}
    public Optional<RevisionId> takeSubject() {
        Optional<RevisionId> taken = about;
        about = Optional.empty();
        return taken;
    }

    ReadOnlyObjectProperty<@Nullable Wish> wishProperty() {
        return wish.getReadOnlyProperty();
    }
}
