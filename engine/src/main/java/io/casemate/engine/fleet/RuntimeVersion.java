package io.casemate.engine.fleet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// Which ONNX Runtime this build ships, known without loading it.
public final class RuntimeVersion {
    public static final String SHIPPED = read();

    private RuntimeVersion() {}

    private static String read() {
        var versions = new Properties();
        try (InputStream in = RuntimeVersion.class.getResourceAsStream("runtime.properties")) {
            if (in == null) {
                throw new IllegalStateException("runtime.properties is not in the jar");
            }
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions.getProperty("onnxruntime");
    }
}
