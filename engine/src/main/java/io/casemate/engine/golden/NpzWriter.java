package io.casemate.engine.golden;

import io.casemate.engine.tensors.Datatype;
import io.casemate.engine.tensors.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes one sample as a `.npz` file, in the form that [GoldenSets] reads: an uncompressed zip
/// with an array for each tensor, named after it. The same tensors make the same bytes.
public final class NpzWriter {
    private static final String UNFINISHED = ".part";

    private NpzWriter() {}

    /// {@return whether such elements can be written: texts and BF16 have no array form}
    public static boolean canWrite(Datatype datatype) {
        return NpyFile.description(datatype).isPresent();
    }

    /// Writes beside `file` first, so that there is a whole file or none.
    ///
    /// @param sample in the order of the model's inputs
    /// @return the length of the file in bytes
    public static long write(Path file, List<Tensor> sample) throws IOException {
        List<String> names =
                sample.stream().map(tensor -> GoldenSets.fileName(tensor.name())).toList();
        boolean areUnique = names.stream().distinct().count() == names.size();
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        try {
            try (OutputStream out = Files.newOutputStream(unfinished);
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                for (int i = 0; i < sample.size(); i++) {
                    put(zip, areUnique ? names.get(i) : "arr_" + i, NpyWriter.bytes(sample.get(i)));
                }
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        return Files.size(file);
    }

    private static void put(ZipOutputStream zip, String name, byte[] array) throws IOException {
        var crc = new CRC32();
        crc.update(array);
        var entry = new ZipEntry(name + ".npy");
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(array.length);
        entry.setCompressedSize(array.length);
        entry.setCrc(crc.getValue());
        entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
        zip.putNextEntry(entry);
        zip.write(array);
        zip.closeEntry();
    }
}
