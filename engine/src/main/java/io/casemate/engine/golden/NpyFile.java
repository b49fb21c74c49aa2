package io.casemate.engine.golden;

import io.casemate.engine.tensors.Datatype;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// An array in a `.npy` file, version 1 or 2, little-endian, row-major; the elements of a file on
/// disk are mapped and not read until they are asked for.
///
/// Source: NumPy enhancement proposal 1.
///
/// @param data little-endian; never written
record NpyFile(Path file, Datatype datatype, long[] shape, ByteBuffer data) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST_HEADER = 1 << 16;
    private static final int FIXED = 12;
    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([<|=>][a-z]\\d+)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*False");
    private static final Pattern SHAPE =
            Pattern.compile("'shape'\\s*:\\s*\\(((?:\\s*\\d{1,18}\\s*,?)*)\\s*\\)");

    static NpyFile open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw unreadable(
                        file, "It has %d bytes, and 2 GiB can be read.".formatted(channel.size()));
            }
            return of(file, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
        }
    }

    /// @param file where `whole` comes from, for people
    /// @param whole the file from its first byte to its last
    static NpyFile of(Path file, ByteBuffer whole) {
        ByteBuffer all = whole.slice().order(ByteOrder.LITTLE_ENDIAN);
        int start = headerEnd(all, file);
        String text = StandardCharsets.ISO_8859_1.decode(all.slice(0, start)).toString();
        Datatype datatype = datatype(text, file);
        long[] shape = shape(text, file);
        long bytes = bytes(shape, datatype, file);
        int left = all.capacity() - start;
        if (left != bytes) {
            throw unreadable(
                    file,
                    "Its shape %s and type %s need %d bytes, and it has %d."
                            .formatted(Arrays.toString(shape), datatype, bytes, left));
        }
        ByteBuffer data = all.slice(start, left).order(ByteOrder.LITTLE_ENDIAN);
        return new NpyFile(file, datatype, shape, data);
    }

    private static int headerEnd(ByteBuffer all, Path file) {
        int size = all.capacity();
        if (size < FIXED) {
            throw unreadable(file, "It has %d bytes only.".formatted(size));
        }
        byte[] magic = new byte[MAGIC.length];
        all.get(0, magic);
        int version = all.get(MAGIC.length);
        if (!Arrays.equals(magic, MAGIC) || version < 1 || version > 2) {
            throw unreadable(file, "It is no .npy file of version 1 or 2.");
        }
        int prefix = version == 1 ? FIXED - 2 : FIXED;
        int place = MAGIC.length + 2;
        int length = version == 1 ? Short.toUnsignedInt(all.getShort(place)) : all.getInt(place);
        if (length < 0 || length > LONGEST_HEADER || prefix + length > size) {
            throw unreadable(
                    file,
                    "Its header says %d bytes (limit %d), and the file has %d."
                            .formatted(length, LONGEST_HEADER, size));
        }
        return prefix + length;
    }

    private static Datatype datatype(String header, Path file) {
        Matcher type = TYPE.matcher(header);
        String name = type.find() ? type.group(1) : "none";
        return named(name)
                .orElseThrow(() ->
                        unreadable(
                                file,
                                "Its element type is %s; little-endian numbers and booleans are read."
                                        .formatted(name)));
    }

    private static Optional<Datatype> named(String name) {
        return Stream.of(Datatype.values())
                .filter(type -> description(type).equals(Optional.of(name)))
                .findFirst();
    }

    /// {@return the name of `datatype` in headers; empty for what arrays do not hold}
    static Optional<String> description(Datatype datatype) {
        return switch (datatype) {
            case BOOL -> Optional.of("|b1");
            case UINT8 -> Optional.of("|u1");
            case INT8 -> Optional.of("|i1");
            case UINT16 -> Optional.of("<u2");
            case INT16 -> Optional.of("<i2");
            case UINT32 -> Optional.of("<u4");
            case INT32 -> Optional.of("<i4");
            case UINT64 -> Optional.of("<u8");
            case INT64 -> Optional.of("<i8");
            case FP16 -> Optional.of("<f2");
            case FP32 -> Optional.of("<f4");
            case FP64 -> Optional.of("<f8");
            case BF16, BYTES -> Optional.empty();
        };
    }

    private static long[] shape(String header, Path file) {
        Matcher shape = SHAPE.matcher(header);
        if (!ORDER.matcher(header).find() || !shape.find()) {
            throw unreadable(file, "Its header gives no shape in row-major order.");
        }
        return Arrays.stream(shape.group(1).split(","))
                .map(String::strip)
                .filter(size -> !size.isEmpty())
                .mapToLong(Long::parseLong)
                .toArray();
    }

    private static long bytes(long[] shape, Datatype datatype, Path file) {
        try {
            long count = LongStream.of(shape).reduce(1, Math::multiplyExact);
            return Math.toIntExact(Math.multiplyExact(count, datatype.bytes()));
        } catch (ArithmeticException _) {
            throw unreadable(
                    file,
                    "Its shape %s stands for more than 2 GiB.".formatted(Arrays.toString(shape)));
        }
    }

    private static GoldenException unreadable(Path file, String why) {
        return new GoldenException(
                GoldenProblem.UNREADABLE,
                file,
                why,
                "Save the array again with numpy.save, in row-major order.");
    }
}
