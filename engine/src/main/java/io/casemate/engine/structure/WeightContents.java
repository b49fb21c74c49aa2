package io.casemate.engine.structure;

import io.casemate.engine.onnx.TensorBytes;
import io.casemate.engine.onnx.TensorData;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/// Compares the elements of weights where they lie: large ones are mapped, not loaded.
record WeightContents(Path before, Path after) {

    boolean areSame(Weight old, Weight changed) throws IOException {
        if (old.bytes() == 0) {
            return true;
        }
        try (Arena arena = Arena.ofConfined()) {
            return bytes(old, before, arena).mismatch(bytes(changed, after, arena)) < 0;
        }
    }

    String digestBefore(Weight weight) throws IOException {
        return digest(weight, before);
    }

    String digestAfter(Weight weight) throws IOException {
        return digest(weight, after);
    }

    private static String digest(Weight weight, Path folder) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = bytes(weight, folder, arena);
            MessageDigest sha256 = Digest.newSha256();
            long step = 1L << 20;
            for (long at = 0; at < bytes.byteSize(); at += step) {
                sha256.update(
                        bytes.asSlice(at, Math.min(step, bytes.byteSize() - at)).asByteBuffer());
            }
            return "sha256:" + Digest.ofHash(sha256.digest()).abbreviated() + "…";
        }
    }

    private static MemorySegment bytes(Weight weight, Path folder, Arena arena) throws IOException {
        if (weight.tensor().data() instanceof TensorData.Raw(var source)
                && source
                        instanceof
                        io.casemate.engine.onnx.Source.InFile(
                                Path file,
                                long offset,
                                long length)) {
            return mapped(file, offset, length, arena);
        }
        if (weight.tensor().data()
                instanceof TensorData.External(String location, long offset, _, _)) {
            Path file = folder.resolve(location).normalize();
            if (!file.startsWith(folder)) {
                throw new IOException("external data outside the revision: " + location);
            }
            return mapped(file, offset, weight.bytes(), arena);
        }
        return MemorySegment.ofBuffer(TensorBytes.of(weight.tensor(), folder));
    }

    private static MemorySegment mapped(Path file, long offset, long length, Arena arena)
            throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (offset + length > channel.size()) {
                throw new IOException(
                        "%s ends before byte %d".formatted(file.getFileName(), offset + length));
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, offset, length, arena);
        }
    }
}
