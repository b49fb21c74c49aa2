package io.casemate.views.shell;

import io.casemate.views.kit.Icons;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// The screens, down the left side.
final class NavigationBar extends VBox {
    private final Map<String, ToggleButton> buttons = new LinkedHashMap<>();

    NavigationBar(Texts texts, List<Screen> screens, Consumer<Screen> go) {
        getStyleClass().add("navigation");
        var brand = new HBox(AppIcon.mark(), Labels.of(texts.text("shell.product")));
        brand.getStyleClass().add("brand");
        getChildren().add(brand);
        for (Screen screen : screens) {
            var button = new ToggleButton(texts.text(screen.titleKey()), Icons.of(screen.icon()));
            button.setId("navigation-" + screen.id());
            button.setOnAction(_ -> {
                mark(screen);
                go.accept(screen);
            });
            buttons.put(screen.id(), button);
            getChildren().add(button);
        }
    }

    /// Shows `screen` as the one that is open.
    void mark(Screen screen) {
        buttons.forEach((id, button) -> button.setSelected(id.equals(screen.id())));
    }
}
