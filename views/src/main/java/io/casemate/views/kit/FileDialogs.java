package io.casemate.views.kit;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.Node;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;

/// The operating system's dialogs for files and folders.
///
/// @param title of every dialog
public record FileDialogs(String title) {

    /// {@return whether there are such dialogs: the headless platform has none}
    public static boolean areAvailable() {
        return !"Headless".equalsIgnoreCase(System.getProperty("glass.platform"));
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
