package io.casemate.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// The versions this build was made with, written into the jar by the build.
public final class Versions {
    public static final String PRODUCT = of("casemate");

    private Versions() {}

    /// {@return the version of `part`: `casemate`, `onnxruntime`, `javafx`, `h2`}
    public static String of(String part) {
        var versions = new Properties();
        try (InputStream in =
                Versions.class.getResourceAsStream("/io/casemate/app/versions.properties")) {
            if (in == null) {
                throw new IllegalStateException("versions.properties is not in the jar");
            }
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions.getProperty(part);
    }
}
