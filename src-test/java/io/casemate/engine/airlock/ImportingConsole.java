package io.casemate.engine.airlock;

import io.casemate.engine.models.Revision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A process that imports one model and tells whether it has ONNX Runtime's library mapped.
public final class ImportingConsole {

    private ImportingConsole() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path natives = Path.of(System.getProperty("onnxruntime.native.path"));
        try (var console = new ImportFixture(Path.of(arguments[0]), natives)) {
            Revision revision = ImportFixture.done(console.execute(Path.of(arguments[1])));
            System.out.println("imported " + revision.stage());
        }
        String maps = Files.readString(Path.of("/proc/self/maps"));
        System.out.println("mapped " + maps.contains("onnxruntime"));
    }
}
