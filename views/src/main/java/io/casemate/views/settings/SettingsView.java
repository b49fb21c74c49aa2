package io.casemate.views.settings;

import io.casemate.views.kit.CopyLabel;
import io.casemate.views.kit.EvenColumns;
import io.casemate.views.kit.KeyValueGrid;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.Panel;
import io.casemate.views.kit.ScreenPane;
import io.casemate.views.kit.Texts;
import io.casemate.views.shell.Appearance;
import io.casemate.views.shell.Theme;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.VBox;
import org.controlsfx.control.SegmentedButton;

/// Lays the settings out.
final class SettingsView {
    private final Texts texts;
    private final Parent root;

    SettingsView(Texts texts, Appearance appearance, About about) {
        this.texts = texts;
        var left =
                new VBox(
                        16,
                        new Panel(texts.text("settings.appearance"), themes(appearance)),
                        new Panel(texts.text("settings.data"), data(about)),
                        new Panel(texts.text("settings.shortcuts"), shortcuts()));
        var right =
                new VBox(
                        16,
                        new Panel(texts.text("settings.versions"), versions(about)),
                        new Panel(texts.text("settings.licences"), licences(about)));
        root = ScreenPane.scrolling("settings", new EvenColumns(16, left, right));
    }

    Parent root() {
        return root;
    }

    private Node themes(Appearance appearance) {
        var dark = new ToggleButton(texts.text("settings.theme.dark"));
        var light = new ToggleButton(texts.text("settings.theme.light"));
        dark.setId("theme-dark");
        light.setId("theme-light");
        dark.setOnAction(_ -> appearance.use(Theme.DARK));
        light.setOnAction(_ -> appearance.use(Theme.LIGHT));
        var choice = new SegmentedButton(dark, light);
        appearance
                .themeProperty()
                .subscribe(theme -> {
                    dark.setSelected(theme == Theme.DARK);
                    light.setSelected(theme == Theme.LIGHT);
                });
        return new KeyValueGrid().row(texts.text("settings.theme"), choice);
    }

    private Node data(About about) {
        return new VBox(
                8,
                new CopyLabel(texts, about.dataFolder().toString()),
                Labels.wrapping(texts.text("settings.data.hint"), "muted"));
    }

    private Node shortcuts() {
        return new KeyValueGrid()
                .row(texts.text("settings.key.palette"), key("shell.palette.keys"))
                .row(texts.text("settings.key.screens"), key("settings.keys.screens"))
                .row(texts.text("settings.key.theme"), key("settings.keys.theme"))
                .row(texts.text("settings.key.close"), key("settings.keys.close"));
    }

    private Node key(String textKey) {
        return Labels.of(texts.text(textKey), "key-cap");
    }

    private static Node versions(About about) {
        var grid = new KeyValueGrid();
        about.versions().forEach((name, version) -> grid.row(name, Labels.mono(version)));
        return grid;
    }

    private static Node licences(About about) {
        var grid = new KeyValueGrid();
        about.licences().forEach(it -> grid.row(it.component(), Labels.mono(it.licence())));
        return grid;
    }
}
