package io.casemate.engine.archive;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where an entry goes: a path that means the same on every platform and stays below its folder.
///
/// @param components at least one
record EntryPath(List<String> components) {
    private static final int MAX_BYTES = 1024;
    private static final int MAX_COMPONENT_BYTES = 255;
    private static final int MAX_DEPTH = 16;

    /// Names that Windows gives to devices, whatever follows the first dot.
    private static final Pattern DEVICE =
            Pattern.compile(
                    "(CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|(COM|LPT)[0-9\u00b9\u00b2\u00b3]) *(\\..*)?",
                    Pattern.CASE_INSENSITIVE);

    private static final String RESERVED = "\\:*?\"<>|";

    EntryPath {
        components = List.copyOf(components);
    }

    /// {@return the path that `name` stands for; empty for the archive's own root, `./`}
    ///
    /// @param number of the entry, from 1, for the refusal
    /// @throws ArchiveRefusal when the path leaves its folder or is no good name somewhere
    static Optional<EntryPath> of(String name, int number) {
        String path = name;
        while (path.startsWith("./")) {
            path = path.substring(2);
        }
        if (!name.isEmpty() && (path.isEmpty() || path.equals("."))) {
            return Optional.empty();
        }
        if (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        List<String> components = List.of(path.split("/", -1));
        objection(path, components)
                .ifPresent(why -> {
                    throw refusal(name, number, why);
                });
        return Optional.of(new EntryPath(components));
    }

    private static ArchiveRefusal refusal(String name, int number, String why) {
        return ArchiveProblem.OUTSIDE.refusal(
                "The archive was not unpacked.",
                "Entry %d ('%s') %s.".formatted(number, Names.printable(name), why),
                "Pack it again with plain relative names, or ask where the archive came from.");
    }

    private static Optional<String> objection(String path, List<String> components) {
        if (path.startsWith("/")) {
            return Optional.of("points outside the bundle: its path is absolute");
        }
        int bytes = path.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            return Optional.of("has a path of %d bytes (limit %d)".formatted(bytes, MAX_BYTES));
        }
        if (components.size() > MAX_DEPTH) {
            return Optional.of(
                    "is %d folders deep (limit %d)".formatted(components.size(), MAX_DEPTH));
        }
        return components.stream()
                .map(EntryPath::componentObjection)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> componentObjection(String component) {
        if (component.equals("..") || component.equals(".")) {
            return Optional.of("points outside the bundle");
        }
        if (component.isEmpty()) {
            return Optional.of("has an empty part in its path");
        }
        if (component.getBytes(StandardCharsets.UTF_8).length > MAX_COMPONENT_BYTES) {
            return Optional.of("has a name of more than %d bytes".formatted(MAX_COMPONENT_BYTES));
        }
        if (component.codePoints().anyMatch(EntryPath::isUnprintable)) {
            return Optional.of("has a control character in its name");
        }
        if (component.chars().anyMatch(c -> RESERVED.indexOf(c) >= 0)) {
            return Optional.of("has a character in its name that is special on Windows");
        }
        if (component.endsWith(".") || component.endsWith(" ")) {
            return Optional.of("has a name that ends with a dot or space");
        }
        if (DEVICE.matcher(component).matches()) {
            return Optional.of("has the name of a Windows device");
        }
        return Optional.empty();
    }

    private static boolean isUnprintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            default -> codePoint == '\ufffd';
        };
    }

    /// {@return the path of the folder `depth` components deep, or the path itself, as file systems
    /// that ignore case and composition compare it}
    String folded(int depth) {
        String path = Normalizer.normalize(text(depth), Normalizer.Form.NFC);
        return Normalizer.normalize(
                path.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }

    String text(int depth) {
        return String.join("/", components.subList(0, depth));
    }

    @Override
    public String toString() {
        return String.join("/", components);
    }
}
