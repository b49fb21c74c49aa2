package io.casemate.views.kit;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.input.TransferMode;

/// Places where a file or folder can be dropped. They light up while one hovers over them.
public final class FileDrop {
    private static final PseudoClass OVER = PseudoClass.getPseudoClass("drop-over");

    private FileDrop() {}

    /// Hands the first of the dropped files to `sink`.
    public static void into(Node node, Consumer<Path> sink) {
        node.setOnDragOver(event -> {
            if (event.getDragboard().hasFiles()) {
                event.acceptTransferModes(TransferMode.COPY);
                event.consume();
            }
        });
        node.setOnDragEntered(
                event -> node.pseudoClassStateChanged(OVER, event.getDragboard().hasFiles()));
        node.setOnDragExited(_ -> node.pseudoClassStateChanged(OVER, false));
        node.setOnDragDropped(event -> {
            List<File> files = event.getDragboard().getFiles();
            if (!files.isEmpty()) {
                sink.accept(files.getFirst().toPath());
            }
            event.setDropCompleted(!files.isEmpty());
            event.consume();
        });
    }
}
