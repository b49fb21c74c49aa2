package io.casemate.engine.attention;

import io.casemate.engine.feed.Feed;
import java.util.List;

/// What wants a decision now.
public interface Attention {

    /// {@return the items, worst first, then oldest first; empty when all is well}
    Feed<List<AttentionItem>> items();
}
