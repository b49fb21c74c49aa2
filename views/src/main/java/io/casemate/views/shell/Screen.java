package io.casemate.views.shell;

import io.casemate.views.kit.AppAction;
import java.util.List;
import java.util.Optional;
import javafx.scene.Parent;
import org.kordamp.ikonli.Ikon;

/// One place of the console. Called on the FX thread only.
public interface Screen {
    /// {@return stable, such as `models`}
    String id();

    Ikon icon();

    /// Starts observing and returns what to show: the same node each time, made on first call.
    Parent open();

    /// Ends all observing; [#open()] may follow.
    void close();

    /// {@return the name of the screen in the console's texts}
    default String titleKey() {
        return "shell.screen." + id();
    }

    /// {@return what can be done here; listed in the palette from the start, and run only while the
    /// screen is open}
    default List<AppAction> actions() {
        return List.of();
    }

    /// {@return how `intent` is carried out here, to be run while the screen is open; empty when
    /// this is not the screen for it}
    default Optional<Runnable> answer(Intent intent) {
        return Optional.empty();
    }
}
