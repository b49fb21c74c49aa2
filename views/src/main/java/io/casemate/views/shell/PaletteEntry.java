package io.casemate.views.shell;

import java.util.Comparator;
import java.util.List;
import org.kordamp.ikonli.Ikon;

/// A line of the command palette.
///
/// @param context where it belongs, such as a screen's title
/// @param keys its shortcut as people read it; empty if it has none
record PaletteEntry(String title, String context, Ikon icon, String keys, Runnable run) {

    /// {@return the entries that match `query`, best first; all in their order when it is empty}
    static List<PaletteEntry> matching(List<PaletteEntry> entries, String query) {
        return entries.stream()
                .filter(entry -> entry.score(query) != Fuzzy.NO_MATCH)
                .sorted(
                        Comparator.comparingInt((PaletteEntry entry) -> entry.score(query))
                                .reversed())
                .toList();
    }

    private int score(String query) {
        int byTitle = Fuzzy.score(query, title);
        if (byTitle != Fuzzy.NO_MATCH) {
            return byTitle + 1;
        }
        return Fuzzy.score(query, context + " " + title);
    }
}
