package io.casemate.engine.foreign;

import java.io.Serial;

/// A header that cannot be true; turned into a refusal by [ForeignModels].
final class LyingHeader extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    /// @param why a sentence for people, with the value and the limit
    LyingHeader(String why) {
        super(why);
    }

    /// {@return `text` out of a file, fit for a sentence}
    static String shown(String text) {
        String plain = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\ufffd]", "?");
        return plain.length() <= 80 ? plain : plain.substring(0, 80) + "\u2026";
    }
}
