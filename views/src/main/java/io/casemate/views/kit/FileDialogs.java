package io.casemate.views.kit;

import atlantafx.base.controls.CustomTextField;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.feather.Feather;

/// The operating system's dialogs for files and folders.
///
/// @param title of every dialog
public record FileDialogs(String title) {

    /// {@return whether there are such dialogs: the headless platform has none}
    public static boolean areAvailable() {
        return !"Headless".equalsIgnoreCase(System.getProperty("glass.platform"));
    }

    /// Puts a button into `input` that fills it in; none where there are no such dialogs.
    ///
    /// @param text what the button does, for people
    /// @param ask opens a dialog over the input, such as [#folder(Node)]
    public static void offer(
            CustomTextField input, String id, String text, Function<Node, Optional<Path>> ask) {
        if (!areAvailable()) {
            return;
        }
        Button browse =
                Buttons.icon(
                        id,
                        Feather.FOLDER,
                        text,
                        () -> ask.apply(input).map(Path::toString).ifPresent(input::setText));
        browse.getStyleClass().add("tight");
        input.setRight(browse);
    }

    /// {@return the file that people choose; empty if they choose none}
    ///
    /// @param owner a node of the window that waits
    /// @param kind what the files are, for people
    /// @param patterns such as `*.onnx`
    public Optional<Path> file(Node owner, String kind, String... patterns) {
        var chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(kind, patterns));
        return Optional.ofNullable(chooser.showOpenDialog(owner.getScene().getWindow()))
                .map(File::toPath);
    }

    /// {@return the folder that people choose; empty if they choose none}
    public Optional<Path> folder(Node owner) {
        var chooser = new DirectoryChooser();
        chooser.setTitle(title);
        return Optional.ofNullable(chooser.showDialog(owner.getScene().getWindow()))
                .map(File::toPath);
    }
}
