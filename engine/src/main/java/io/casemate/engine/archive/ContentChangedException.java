package io.casemate.engine.archive;

import java.io.IOException;
import java.io.Serial;

/// A file is no longer what it was when its digest was taken.
public final class ContentChangedException extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    ContentChangedException(String path) {
        super("'" + path + "' is not what it was");
    }
}
