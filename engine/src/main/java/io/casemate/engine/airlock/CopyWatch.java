package io.casemate.engine.airlock;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Who follows the copy of one file, and remembers how far it is. The methods are called in the
/// order in which they stand here; those in the middle only when something was kept.
interface CopyWatch {
    /// For copies that begin anew after an interruption, and that nobody watches.
    CopyWatch NONE = new CopyWatch() {};

    /// {@return what an interrupted copy of the same file has left, moved to `target`}
    default Optional<KeptCopy> kept(SourceStamp source, Path target) throws IOException {
        return Optional.empty();
    }

    /// So much of what was kept is held against the source.
    default void checked(long bytes, long of) {}

    /// What was kept is as it should be: the copy goes on behind it.
    default void continued(KeptCopy kept) {}

    /// What was kept is of no use, and deleted: the copy begins anew.
    default void begunAnew(KeptCopy kept, String why) throws IOException {}

    default void copied(long bytes) {}

    /// So much of the copy is on the disk for sure.
    default void reached(KeptCopy now, Path target) throws IOException {}
}
