package io.casemate.views.shell;

import java.util.Locale;

/// Finds texts by letters in the right order: `dm` finds `Deploy model`.
final class Fuzzy {
    /// Answers that a text does not match.
    static final int NO_MATCH = -1;

    private static final int BEGINNING = 20;
    private static final int WORD_START = 8;
    private static final int ADJACENT = 5;
    private static final int ANYWHERE = 1;

    private Fuzzy() {}

    /// {@return how well `text` matches `query`, 0 or more, higher is better, or [#NO_MATCH]}
    static int score(String query, String text) {
        String wanted = query.strip().toLowerCase(Locale.ROOT).replace(" ", "");
        String given = text.toLowerCase(Locale.ROOT);
        int score = given.startsWith(wanted) ? BEGINNING : 0;
        int from = 0;
        for (int i = 0; i < wanted.length(); i++) {
            int at = given.indexOf(wanted.charAt(i), from);
            if (at < 0) {
                return NO_MATCH;
            }
            int word = wordStart(given, wanted.charAt(i), from);
            boolean isAdjacent = i > 0 && at == from;
            int used = isAdjacent || word < 0 ? at : word;
            score += isAdjacent ? ADJACENT : used == word ? WORD_START : ANYWHERE;
            from = used + 1;
        }
        return score;
    }

    /// {@return where a word begins with `letter`, at `from` or later; -1 if none does}
    private static int wordStart(String text, char letter, int from) {
        for (int i = from; i < text.length(); i++) {
            boolean isStart = i == 0 || !Character.isLetterOrDigit(text.charAt(i - 1));
            if (isStart && text.charAt(i) == letter) {
                return i;
            }
        }
        return -1;
    }
}
