package io.casemate.engine.worker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/// The ONNX Runtime libraries as files. Copied out of the jar without being loaded: the console's
/// process must never map them.
public final class NativeLibraries {
    private static final String RESOURCES = "/ai/onnxruntime/native/";

    private NativeLibraries() {}

    /// Puts this platform's libraries into `folder`, once.
    public static void unpack(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String library : List.of("onnxruntime", "onnxruntime4j_jni")) {
            String file = System.mapLibraryName(library);
            if (Files.notExists(folder.resolve(file))) {
                copy(RESOURCES + platform() + "/" + file, folder.resolve(file));
            }
        }
    }

    private static void copy(String resource, Path target) throws IOException {
        Path partial = Files.createTempFile(target.getParent(), "unpack", ".part");
        try (InputStream library = ai.onnxruntime.OnnxTensor.class.getResourceAsStream(resource)) {
            if (library == null) {
                throw new IOException("ONNX Runtime has no library for this platform: " + resource);
            }
            Files.copy(library, partial, StandardCopyOption.REPLACE_EXISTING);
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /// {@return the folder name that ONNX Runtime uses, such as `linux-x64`}
    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String family = system.contains("win") ? "win" : system.contains("mac") ? "osx" : "linux";
        String machine = System.getProperty("os.arch");
        boolean isArm = machine.equals("aarch64") || machine.equals("arm64");
        return family + (isArm ? "-aarch64" : "-x64");
    }
}
