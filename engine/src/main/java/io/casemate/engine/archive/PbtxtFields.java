package io.casemate.engine.archive;

import java.util.HashMap;
import java.util.Map;

/// The text fields at the top of a protobuf text file, such as `name: "resnet"`. Everything else,
/// also what is nested, is passed over. Confined to one thread.
final class PbtxtFields {
    private final String text;
    private final Map<String, String> fields = new HashMap<>();
    private int at;
    private int depth;

    private PbtxtFields(String text) {
        this.text = text;
    }

    /// {@return the text fields of the top level by name; of one that stands twice, the last}
    ///
    /// @throws ArchiveRefusal when a text or a bracket is left open
    static Map<String, String> of(String text) {
        var reader = new PbtxtFields(text);
        reader.read();
        return Map.copyOf(reader.fields);
    }

    /// Each round goes on by one character at least.
    private void read() {
        String name = "";
        while (at < text.length()) {
            char next = text.charAt(at);
            if (next == '#') {
                skipComment();
            } else if (next == '"' || next == '\'') {
                String value = quoted(next);
                if (depth == 0 && !name.isEmpty()) {
                    fields.put(name, value);
                }
                name = "";
            } else if (Character.isLetter(next) || next == '_') {
                name = word();
            } else {
                nest(next);
                at++;
            }
        }
        if (depth != 0) {
            throw broken("It ends inside a bracket.");
        }
    }

    private void nest(char next) {
        if (next == '{' || next == '[') {
            depth++;
        } else if (next == '}' || next == ']') {
            depth--;
        }
        if (depth < 0) {
            throw broken("A bracket is closed that was never opened.");
        }
    }

    private void skipComment() {
        while (at < text.length() && text.charAt(at) != '\n') {
            at++;
        }
    }

    private String word() {
        int start = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted(char quote) {
        var value = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != quote) {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            value.append(text.charAt(at));
            at++;
        }
        if (at == text.length()) {
            throw broken("A text in it is left open.");
        }
        at++;
        return value.toString();
    }

    private static ArchiveRefusal broken(String why) {
        return ArchiveProblem.BAD_REPOSITORY.refusal(
                "The config.pbtxt was not understood.", why, "Correct it, or name the .onnx file.");
    }
}
