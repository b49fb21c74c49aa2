package io.casemate.engine.golden;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/// The classes that samples belong to: integers, one a sample.
record Labels(Optional<NpyFile> array) {
    static final String FILE = "labels.npy";

    /// @param size number of samples
    static Labels in(Path folder, int size) throws IOException {
        Path file = folder.resolve(FILE);
        if (Files.notExists(file)) {
            return new Labels(Optional.empty());
        }
        NpyFile array = NpyFile.open(file);
        check(array, size);
        return new Labels(Optional.of(array));
    }

    private static void check(NpyFile array, int size) {
        if (array.shape().length != 1) {
            throw Stack.wrongShape(
                    array.file(),
                    "Labels have one axis, and it has %d.".formatted(array.shape().length));
        }
        if (array.shape()[0] != size) {
            throw Stack.wrongShape(
                    array.file(),
                    "It has %d labels, and there are %d samples."
                            .formatted(array.shape()[0], size));
        }
        switch (array.datatype()) {
            case UINT8, INT8, UINT16, INT16, UINT32, INT32, UINT64, INT64 -> {}
            case BOOL, FP16, BF16, FP32, FP64, BYTES ->
                    throw new GoldenException(
                            GoldenProblem.WRONG_TYPE,
                            array.file(),
                            "It has %s elements; labels are integers.".formatted(array.datatype()),
                            "Save the labels again as integers.");
        }
    }

    OptionalLong of(int index, int size) {
        Objects.checkIndex(index, size);
        return array.map(labels -> OptionalLong.of(number(labels, index)))
                .orElse(OptionalLong.empty());
    }

    private static long number(NpyFile array, int index) {
        ByteBuffer data = array.data();
        return switch (array.datatype()) {
            case INT8 -> data.get(index);
            case UINT8 -> Byte.toUnsignedInt(data.get(index));
            case INT16 -> data.getShort(index * Short.BYTES);
            case UINT16 -> Short.toUnsignedInt(data.getShort(index * Short.BYTES));
            case INT32 -> data.getInt(index * Integer.BYTES);
            case UINT32 -> Integer.toUnsignedLong(data.getInt(index * Integer.BYTES));
            case INT64, UINT64 -> data.getLong(index * Long.BYTES);
            case BOOL, FP16, BF16, FP32, FP64, BYTES ->
                    throw new IllegalStateException("labels are " + array.datatype());
        };
    }
}
