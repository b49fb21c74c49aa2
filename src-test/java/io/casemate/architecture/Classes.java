package io.casemate.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.Utf8Entry;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Reads compiled classes from a folder or jar.
final class Classes {

    private Classes() {}

    static String nameOf(ClassModel type) {
        return type.thisClass().asInternalName();
    }

    /// What `type` names anywhere in its class file: supertypes, calls, descriptors, generic
    /// signatures. Yields the first group of each match.
    static Stream<String> mentions(ClassModel type, Pattern unit) {
        return StreamSupport.stream(type.constantPool().spliterator(), false)
                .mapMulti((entry, found) -> {
                    if (entry instanceof Utf8Entry text) {
                        unit.matcher(text.stringValue())
                                .results()
                                .forEach(match -> found.accept(match.group(1)));
                    }
                });
    }

    static List<ClassModel> beside(Class<?> anchor) {
        try {
            Path home = Path.of(anchor.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isDirectory(home)) {
                return in(home);
            }
            try (var jar = FileSystems.newFileSystem(home)) {
                return in(jar.getPath("/"));
            }
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError("cannot read the classes beside " + anchor, e);
        }
    }

    private static List<ClassModel> in(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(Classes::parse)
                    .toList();
        }
    }

    private static ClassModel parse(Path file) {
        try {
            return ClassFile.of().parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
