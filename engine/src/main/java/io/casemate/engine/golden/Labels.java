package io.casemate.engine.golden;

import io.casemate.engine.tensors.Datatype;
import io.casemate.engine.tensors.Tensor;
import io.casemate.engine.tensors.TensorNumbers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// What is true of each sample: its class, a number, or several. Arrays are mapped and read sample by
/// sample; tables are held, a few bytes a number.
///
/// @param size number of samples that have labels; 0 when there are none
/// @param rows the labels of a sample
record Labels(int size, IntFunction<double[]> rows) {
    private static final String ARRAY = "labels.npy";
    private static final String TABLE = "labels.csv";
    private static final long LARGEST = 64L << 20;
    private static final Labels NONE = new Labels(0, _ -> new double[0]);

    static boolean isFile(Path path) {
        return path.endsWith(ARRAY) || path.endsWith(TABLE);
    }

    /// @param size number of samples
    static Labels in(Path folder, int size) throws IOException {
        Path array = folder.resolve(ARRAY);
        if (Files.exists(array)) {
            return checked(array, rows(NpyFile.open(array)), size);
        }
        Path table = folder.resolve(TABLE);
        return Files.exists(table) ? checked(table, rows(table), size) : NONE;
    }

    private static Labels checked(Path file, Labels labels, int size) {
        if (labels.size() != size) {
            throw Stack.wrongShape(
                    file,
                    "It has %d labels, and there are %d samples.".formatted(labels.size(), size));
        }
        return labels;
    }

    private static Labels rows(NpyFile array) {
        if (array.shape().length == 0 || array.shape().length > 2) {
            throw Stack.wrongShape(
                    array.file(),
                    "Labels have one or two axes, and it has %d.".formatted(array.shape().length));
        }
        if (array.datatype() == Datatype.BOOL) {
            throw new GoldenException(
                    GoldenProblem.WRONG_TYPE,
                    array.file(),
                    "It has BOOL elements; labels are numbers.",
                    "Save the labels again as integers.");
        }
        int count = (int) array.shape()[0];
        int bytes = count == 0 ? 0 : array.data().capacity() / count;
        return new Labels(count, row -> row(array, array.data().slice(row * bytes, bytes)));
    }

    private static double[] row(NpyFile array, ByteBuffer part) {
        Datatype datatype = array.datatype();
        long[] shape = {part.capacity() / datatype.bytes()};
        return TensorNumbers.of(
                new Tensor("labels", datatype, shape, Stack.nativeCopy(part, datatype)));
    }

    /// {@return the rows of a table; one without numbers names the columns where it is the first}
    private static Labels rows(Path table) throws IOException {
        if (Files.size(table) > LARGEST) {
            throw unreadable(table, "It has more than %d bytes.".formatted(LARGEST));
        }
        List<String> lines = Files.readAllLines(table);
        boolean isNamed = !lines.isEmpty() && lines.getFirst().matches("[\\s\"]*[A-Za-z_].*");
        List<double[]> rows =
                IntStream.range(isNamed ? 1 : 0, lines.size())
                        .mapToObj(i -> row(table, i + 1, lines.get(i)))
                        .toList();
        return new Labels(rows.size(), rows::get);
    }

    private static double[] row(Path table, int number, String line) {
        if (line.isBlank()) {
            return new double[0];
        }
        try {
            return Arrays.stream(line.split("[,;]", -1))
                    .mapToDouble(cell -> Double.parseDouble(cell.strip()))
                    .toArray();
        } catch (NumberFormatException _) {
            throw unreadable(table, "Line %d is '%s'.".formatted(number, line.strip()));
        }
    }

    private static GoldenException unreadable(Path file, String why) {
        return new GoldenException(
                GoldenProblem.UNREADABLE,
                file,
                why,
                "Save the labels with numbers only, the labels of one sample a line.");
    }

    /// {@return the class of the sample, where its label is one whole number}
    OptionalLong of(int index) {
        double[] truth = truth(index);
        return truth.length == 1 && truth[0] == Math.rint(truth[0])
                ? OptionalLong.of((long) truth[0])
                : OptionalLong.empty();
    }

    double[] truth(int index) {
        return size == 0 ? new double[0] : rows.apply(Objects.checkIndex(index, size));
    }
}
