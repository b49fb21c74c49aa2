package io.casemate.engine.archive;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Formats that hold other files, by their first bytes.
public enum ArchiveFormat {
    ZIP("a ZIP archive", "504b0304", "504b0506", "504b0708"),
    TAR("a tar archive"),
    GZIP("a gzip file", "1f8b08"),
    SEVEN_ZIP("a 7-Zip archive", "377abcaf271c"),
    RAR("a RAR archive", "526172211a07"),
    XZ("an xz file", "fd377a585a00"),
    BZIP2("a bzip2 file"),
    ZSTD("a Zstandard file", "28b52ffd"),
    CABINET("a Windows cabinet", "4d53434600000000");

    /// How much of a file decides what it is, in bytes.
    public static final int HEAD = 512;

    private static final int TAR_MAGIC_AT = 257;
    private static final Magic TAR_MAGIC = Magic.of("7573746172");
    private static final Magic BZIP2_MAGIC = Magic.of("425a68");
    private static final Magic BZIP2_BLOCK = Magic.of("314159265359");

    private final String words;
    private final List<Magic> starts;

    ArchiveFormat(String words, String... starts) {
        this.words = words;
        this.starts = Stream.of(starts).map(Magic::of).toList();
    }

    /// {@return the format of a file that starts with `head`}
    public static Optional<ArchiveFormat> of(byte[] head) {
        return Stream.of(values()).filter(format -> format.matches(head)).findFirst();
    }

    boolean matches(byte[] head) {
        return switch (this) {
            case TAR -> TAR_MAGIC.isIn(head, TAR_MAGIC_AT);
            case BZIP2 -> BZIP2_MAGIC.isIn(head, 0) && BZIP2_BLOCK.isIn(head, 4);
            case ZIP, GZIP, SEVEN_ZIP, RAR, XZ, ZSTD, CABINET ->
                    starts.stream().anyMatch(magic -> magic.isIn(head, 0));
        };
    }

    /// {@return what it is, with its article}
    public String words() {
        return words;
    }
}
