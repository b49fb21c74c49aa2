package io.casemate.views.shell;

import io.casemate.engine.feed.Feed;
import io.casemate.views.bridge.Threads;
import io.casemate.views.kit.Sheets;
import io.casemate.views.kit.Texts;
import java.time.Instant;

/// What every screen works with.
///
/// @param now the time, once a second
public record Desk(
        Rooms rooms,
        Threads threads,
        Texts texts,
        Sheets sheets,
        Navigation navigation,
        Feed<Instant> now) {}
