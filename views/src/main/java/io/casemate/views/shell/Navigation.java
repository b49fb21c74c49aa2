package io.casemate.views.shell;

import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// Where people want to be. Screens ask here instead of knowing each other; the window follows.
/// Confined to the FX thread.
public final class Navigation {
    private final ReadOnlyObjectWrapper<@Nullable Wish> wish = new ReadOnlyObjectWrapper<>();

    public Navigation() {}

    /// What was asked for.
    sealed interface Wish {
        /// To see a screen, and to have one of its actions run there.
        record Place(String screen, Optional<String> action) implements Wish {}

        /// To do something with a revision, on the screen that is for it.
        record Purpose(Intent intent) implements Wish {}
    }

    /// Asks for the screen `id`.
    public void go(String id) {
        ask(new Wish.Place(id, Optional.empty()));
    }

    /// Asks for the screen `id` and for its action `action`, such as `models.import`.
    public void go(String id, String action) {
        ask(new Wish.Place(id, Optional.of(action)));
    }

    /// Asks for the screen that answers `intent`.
    public void go(Intent intent) {
        ask(new Wish.Purpose(intent));
    }

    /// The same wish twice is two wishes.
    private void ask(Wish newest) {
        wish.set(null);
        wish.set(newest);
    }

    ReadOnlyObjectProperty<@Nullable Wish> wishProperty() {
        return wish.getReadOnlyProperty();
    }
}
