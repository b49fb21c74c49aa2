package io.casemate.engine.lifecycle;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;

/// The rooms opened so far. Closes them last-first; one that fails to close does not keep the
/// others open.
public final class OpenRooms implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(OpenRooms.class.getName());

    private final Deque<AutoCloseable> rooms = new ArrayDeque<>();

    public OpenRooms() {}

    /// {@return `room`, which is now closed with the others}
    public <T extends AutoCloseable> T opened(T room) {
        rooms.push(room);
        return room;
    }

    @Override
    public void close() {
        while (!rooms.isEmpty()) {
            AutoCloseable room = rooms.pop();
            try {
                room.close();
            } catch (Exception e) {
                LOG.log(
                        Level.ERROR,
                        room.getClass().getSimpleName() + " did not close cleanly.",
                        e);
            }
        }
    }
}
