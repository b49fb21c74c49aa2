package io.casemate.views.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FuzzyTest {
    @Test
    void findsLettersInTheirOrder() {
        assertTrue(Fuzzy.score("dm", "Deploy model") > 0);
        assertTrue(Fuzzy.score("LEDG", "Verify the ledger") > 0);
    }

    @Test
    void doesNotFindLettersInAnotherOrder() {
        assertEquals(Fuzzy.NO_MATCH, Fuzzy.score("ml", "Ledger"));
    }

    @Test
    void prefersBeginningsOfWords() {
        assertTrue(Fuzzy.score("im", "Import a model") > Fuzzy.score("im", "Trim the list"));
    }
}
