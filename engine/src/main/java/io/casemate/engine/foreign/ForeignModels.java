package io.casemate.engine.foreign;

import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// Reads headers that may be hostile. Memory does not depend on the size of the weights.
public final class ForeignModels {

    private ForeignModels() {}

    /// A format whose headers are understood.
    public enum Format {
        SAFETENSORS("safetensors"),
        GGUF("GGUF");

        private final String words;

        Format(String words) {
            this.words = words;
        }
    }

    /// {@return what `file` says it holds, or `AL-107` when that cannot be true}
    ///
    /// @param name what people call it
    public static Outcome<ForeignModel> read(Path file, Format format, String name)
            throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return Outcome.done(
                    switch (format) {
                        case SAFETENSORS -> {
                            InputStream in =
                                    new BufferedInputStream(Channels.newInputStream(channel));
                            yield SafetensorsHeader.read(in, channel.size());
                        }
                        case GGUF -> GgufHeader.read(channel);
                    });
        } catch (LyingHeader e) {
            return Outcome.refused(
                    new Problem(
                            ForeignProblem.LYING_HEADER,
                            "%s was not imported.".formatted(name),
                            "It starts as a %s file, but its header is not true. %s"
                                    .formatted(format.words, e.getMessage()),
                            "Copy it again from where it came from; only ONNX models are taken"
                                    + " anyway."));
        }
    }
}
