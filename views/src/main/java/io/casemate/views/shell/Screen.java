package io.casemate.views.shell;

import io.casemate.views.kit.AppAction;
import java.util.List;
import javafx.scene.Parent;
import org.kordamp.ikonli.Ikon;

/// One place of the console. Called on the FX thread only.
public interface Screen {
    /// {@return stable, such as `models`}
    String id();

    String titleKey();

    Ikon icon();

    /// Starts observing and returns what to show: the same node each time, made on first call.
    Parent open();

    /// Ends all observing; [#open()] may follow.
    void close();

    /// {@return what can be done here; listed in the palette from the start, and run only while the
    /// screen is open}
    default List<AppAction> actions() {
        return List.of();
    }
}
