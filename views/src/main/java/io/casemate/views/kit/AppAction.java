package io.casemate.views.kit;

import java.util.Optional;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.input.KeyCombination;
import org.kordamp.ikonli.Ikon;

/// Something that people can do, as data: palette, menus and buttons read the same record.
///
/// @param id stable, such as `models.import`
/// @param textKey its name in [Texts]
/// @param keys its shortcut; empty if it has none
/// @param isDangerous whether it takes something away
public record AppAction(
        String id,
        String textKey,
        Ikon icon,
        Optional<KeyCombination> keys,
        ObservableBooleanValue enabled,
        Runnable run,
        boolean isDangerous) {

    /// {@return an action that can be done at any time, has no shortcut and takes nothing away}
    public static AppAction always(String id, String textKey, Ikon icon, Runnable run) {
        return new AppAction(
                id, textKey, icon, Optional.empty(), new SimpleBooleanProperty(true), run, false);
    }
}
