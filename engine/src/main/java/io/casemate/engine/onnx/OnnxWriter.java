package io.casemate.engine.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Writes ONNX model files. Weights are copied from where they are, without passing through the
/// heap. A model longer than protobuf allows gets its large initializers in a data file beside it.
public final class OnnxWriter {
    /// Protobuf messages end at 2 GiB; a little less leaves room for what wraps the weights.
    public static final long LONGEST_FILE = (2L << 30) - (64 << 20);

    private static final String DATA_SUFFIX = ".data";
    private static final int WORTH_MOVING = 1024;
    private static final int ALIGNMENT = 4096;

    private OnnxWriter() {}

    /// @param sourceFolder where the external data of `model` lie
    public static void write(Model model, Path sourceFolder, Path file) throws IOException {
        write(model, sourceFolder, file, LONGEST_FILE);
    }

    /// @param longest length in bytes above which initializers move to a data file
    public static void write(Model model, Path sourceFolder, Path file, long longest)
            throws IOException {
        Graph whole = TensorValues.resolved(model.graph(), sourceFolder);
        Rope single = ModelEncoder.model(model.withGraph(whole));
        if (single.length() <= longest) {
            writeNew(single, file);
            return;
        }
        Path data = dataFile(file);
        Graph outside = whole.withInitializers(moved(whole.initializers(), data));
        writeNew(ModelEncoder.model(model.withGraph(outside)), file);
    }

    /// Deletes a model file and the data file that goes with it, where they exist.
    public static void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(dataFile(file));
    }

    private static Path dataFile(Path file) {
        return file.resolveSibling(file.getFileName() + DATA_SUFFIX);
    }

    private static void writeNew(Rope rope, Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            rope.writeTo(channel);
            channel.force(true);
        }
    }

    private static List<TensorProto> moved(List<TensorProto> tensors, Path data)
            throws IOException {
        var moved = new ArrayList<TensorProto>();
        try (FileChannel channel =
                FileChannel.open(data, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (TensorProto tensor : tensors) {
                moved.add(
                        tensor.data() instanceof TensorData.Raw(Source source)
                                        && source.length() >= WORTH_MOVING
                                ? move(tensor, source, channel, data)
                                : tensor);
            }
            channel.force(true);
        }
        return moved;
    }

    private static TensorProto move(
            TensorProto tensor, Source source, FileChannel channel, Path data) throws IOException {
        pad(channel);
        long offset = channel.position();
        Rope.write(source, channel);
        var place =
                new TensorData.External(
                        data.getFileName().toString(),
                        offset,
                        OptionalLong.of(source.length()),
                        List.of("location", "offset", "length"));
        return tensor.withData(place);
    }

    private static void pad(FileChannel channel) throws IOException {
        int over = (int) (channel.position() % ALIGNMENT);
        if (over > 0) {
            ByteBuffer padding = ByteBuffer.allocate(ALIGNMENT - over);
            while (padding.hasRemaining()) {
                channel.write(padding);
            }
        }
    }
}
