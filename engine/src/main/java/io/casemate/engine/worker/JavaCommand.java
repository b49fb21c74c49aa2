package io.casemate.engine.worker;

import io.casemate.engine.units.Bytes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How to start another process of this same program: this JVM's `java`, its class path, its main
/// class.
///
/// @param mainClass entry point of the program
/// @param nativeFolder where the ONNX Runtime libraries were unpacked, so that a child neither
///   unpacks them again nor litters the temporary folder
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
        line.add("-cp");
        line.add(System.getProperty("java.class.path"));
        line.add(mainClass);
        line.addAll(arguments);
        return List.copyOf(line);
    }
}
