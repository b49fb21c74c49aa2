package io.casemate.engine.worker;

import io.casemate.engine.units.Bytes;
import io.casemate.engine.units.Digest;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How to start another process of this same program: this JVM's `java`, its class path, its main
/// class.
///
/// The class path goes into an argument file, so that the command line stays short: ONNX Runtime
/// 1.29.0 for Linux dies by a segmentation fault while it starts in a process whose command line is
/// longer than 4096 bytes.
///
/// @param mainClass entry point of the program
/// @param nativeFolder where the ONNX Runtime libraries were unpacked, so that a child neither
///   unpacks them again nor litters the temporary folder; the argument file lies there too
public record JavaCommand(String mainClass, Path nativeFolder) {

    /// {@return the command line}
    ///
    /// @param options further JVM options
    /// @param arguments of the program
    public List<String> line(Bytes heap, List<String> options, List<String> arguments) {
        var line = new ArrayList<String>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add("-Xmx" + (heap.count() >> 20) + "m");
        line.add("-XX:+UseSerialGC");
        line.add("-XX:+ExitOnOutOfMemoryError");
        line.add("--enable-native-access=ALL-UNNAMED");
        line.add("-Donnxruntime.native.path=" + nativeFolder);
        line.add("-Djava.awt.headless=true");
        line.addAll(options);
        line.add("@" + classPathFile());
        line.add(mainClass);
        line.addAll(arguments);
        return List.copyOf(line);
    }

    private Path classPathFile() {
        String classPath = absolute(System.getProperty("java.class.path")).replace("\\", "\\\\");
        byte[] content = ("-cp \"" + classPath + "\"\n").getBytes(StandardCharsets.UTF_8);
        Path file =
                nativeFolder.resolve("class-path-" + Digest.of(content).abbreviated() + ".args");
        if (Files.exists(file)) {
            return file;
        }
        try {
            Files.createDirectories(nativeFolder);
            Path partial = Files.createTempFile(nativeFolder, "class-path", ".part");
            Files.write(partial, content);
            return Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Children have other working directories.
    static String absolute(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> new File(entry).getAbsolutePath())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
