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

    ReadOnlyObjectProperty<@Nullable Wish> wishProperty() {
        return wish.getReadOnlyProperty();
    }
}
