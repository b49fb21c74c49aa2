package io.casemate.engine.archive;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Names of entries as archives store them.
final class Names {
    private static final int SHOWN = 80;

    private Names() {}

    /// {@return the text that `bytes` are in UTF-8}
    ///
    /// @throws ArchiveRefusal when they are no UTF-8
    static String decode(byte[] bytes, int number) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            throw ArchiveProblem.OUTSIDE.refusal(
                    "The archive was not unpacked.",
                    "The name of entry %d is no UTF-8 text.".formatted(number),
                    "Pack it again with plain names.");
        }
    }

    /// {@return `name` fit for a sentence: no control characters, not too long}
    static String printable(String name) {
        String plain = name.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\ufffd]", "?");
        return plain.length() <= SHOWN ? plain : plain.substring(0, SHOWN) + "\u2026";
    }
}
