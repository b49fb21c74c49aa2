package io.casemate.views.models;

import com.sun.javafx.tk.TKClipboard;
import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.input.DataFormat;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/// Drops files as a file manager would. The headless platform has no dragging from outside, so the
/// events are made here; what they meet is the real thing.
record DroppedFiles(FxRobot robot) {
    private static final long PATIENCE_MILLIS = 10_000;

    /// Holds `file` over `target` and lets go.
    void onto(String target, Path file) {
        fire(
                target,
                file,
                DragEvent.DRAG_ENTERED,
                DragEvent.DRAG_OVER,
                DragEvent.DRAG_DROPPED,
                DragEvent.DRAG_EXITED);
    }

    /// Holds `file` over `target`.
    void over(String target, Path file) {
        fire(target, file, DragEvent.DRAG_ENTERED);
    }

    @SafeVarargs
    private final void fire(String target, Path file, EventType<DragEvent>... types) {
        Node node = robot.lookup(target).query();
        WaitForAsyncUtils.waitForAsyncFx(
                PATIENCE_MILLIS,
                () -> {
                    Dragboard board = board(List.of(file.toFile()));
                    for (EventType<DragEvent> type : types) {
                        Event.fireEvent(node, event(type, board));
                    }
                });
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static DragEvent event(EventType<DragEvent> type, Dragboard board) {
        return new DragEvent(type, board, 0, 0, 0, 0, TransferMode.COPY, null, null, null);
    }

    private static Dragboard board(List<File> files) {
        Object peer =
                Proxy.newProxyInstance(
                        DroppedFiles.class.getClassLoader(),
                        new Class<?>[] {TKClipboard.class},
                        (_, method, arguments) ->
                                switch (method.getName()) {
                                    case "hasContent" -> DataFormat.FILES.equals(arguments[0]);
                                    case "getContent" -> files;
                                    case "getTransferModes" -> EnumSet.of(TransferMode.COPY);
                                    default -> throw new IllegalStateException(method.toString());
                                });
        try {
            Constructor<Dragboard> made = Dragboard.class.getDeclaredConstructor(TKClipboard.class);
            made.setAccessible(true);
            return made.newInstance(peer);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
