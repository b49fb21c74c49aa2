package io.casemate.views.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Keeps sources and texts in step, by reading the string literals of the sources.
class TextsTest {
    private static final Path SOURCES = Path.of("..", "views", "src", "main", "java");
    private static final Pattern LITERAL = Pattern.compile("\"([a-z]+(?:\\.[a-zA-Z0-9]*)+)\"");
    private static final Pattern CALL =
            Pattern.compile(
                    "\\btexts(?:\\(\\))?\\s*\\.text\\(\\s*"
                            + "\"([a-z][a-zA-Z0-9.]*[a-zA-Z0-9])\"\\s*[,)]");

    private final Set<String> keys =
            ResourceBundle.getBundle("io.casemate.assets.i18n.console", Locale.ENGLISH).keySet();

    @Test
    void everyTextThatTheConsoleAsksForExists() throws IOException {
        var missing = new TreeSet<>(matches(CALL));

        missing.removeAll(keys);

        assertEquals(Set.of(), missing);
    }

    @Test
    void everyTextIsUsed() throws IOException {
        Set<String> literals = matches(LITERAL);
        List<String> beginnings =
                literals.stream().filter(literal -> literal.endsWith(".")).toList();

        var unused = new TreeSet<>(keys);
        unused.removeIf(literals::contains);
        unused.removeIf(key -> beginnings.stream().anyMatch(key::startsWith));

        assertEquals(Set.of(), unused);
    }

    @Test
    void everyTextTakesItsArguments() {
        Texts texts = Texts.in(Locale.ENGLISH);

        for (String key : keys) {
            texts.text(key, "1", "2", "3");
        }
        assertEquals("3 need attention", texts.text("shell.attention.some", "3"));
    }

    @Test
    void aMissingTextIsADefect() {
        Texts texts = Texts.in(Locale.ENGLISH);

        assertThrows(MissingResourceException.class, () -> texts.text("kit.missing"));
    }

    private static Set<String> matches(Pattern pattern) throws IOException {
        var found = new HashSet<String>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                pattern.matcher(Files.readString(file))
                        .results()
                        .forEach(match -> found.add(match.group(1)));
            }
        }
        return found;
    }
}
