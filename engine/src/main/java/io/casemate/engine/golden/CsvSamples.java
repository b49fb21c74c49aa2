package io.casemate.engine.golden;

import io.casemate.engine.tensors.Datatype;
import io.casemate.engine.tensors.Port;
import io.casemate.engine.tensors.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/// Rows of a table, each a sample, for models on tabular data. Cells are numbers, separated by
/// commas or semicolons; a first row that is no numbers names the columns, and a column `label`
/// holds the class.
///
/// A model with one input takes all other columns in their order; one with several takes the
/// columns that are named after them.
final class CsvSamples implements GoldenSet {
    private static final String LABEL = "label";

    private final Path file;
    private final ByteBuffer text;
    private final int[] lines;
    private final List<String> header;
    private final List<Port> inputs;

    /// @param text the file, mapped
    /// @param lines where each row with numbers begins, then the end of the last
    private CsvSamples(Path file, ByteBuffer text, int[] lines, Columns columns) {
        this.file = file;
        this.text = text;
        this.lines = lines;
        this.header = columns.header();
        this.inputs = columns.inputs();
    }

    /// @param header empty when the columns have no names
    private record Columns(List<String> header, List<Port> inputs) {}

    static CsvSamples open(Path file, List<Port> inputs) throws IOException {
        ByteBuffer text;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw unreadable(
                        file, "It has %d bytes, and 2 GiB can be read.".formatted(channel.size()));
            }
            text = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        }
        int[] lines = lines(text);
        if (lines.length < 2) {
            throw unreadable(file, "It has no rows.");
        }
        List<String> first = cells(text, lines[0], lines[1]);
        boolean isNamed = first.stream().anyMatch(cell -> !isNumber(cell));
        int[] rows = isNamed ? Arrays.copyOfRange(lines, 1, lines.length) : lines;
        if (rows.length < 2) {
            throw unreadable(file, "It has names of columns and no rows.");
        }
        List<String> header = isNamed ? first : List.of();
        var samples = new CsvSamples(file, text, rows, new Columns(header, inputs));
        samples.sample(0);
        return samples;
    }

    private static int[] lines(ByteBuffer text) {
        int[] starts = new int[1024];
        int count = 0;
        int start = 0;
        for (int i = 0; i <= text.limit(); i++) {
            if (i == text.limit() || text.get(i) == '\n') {
                if (!cells(text, start, i).equals(List.of(""))) {
                    starts = count + 1 == starts.length ? Arrays.copyOf(starts, count * 2) : starts;
                    starts[count++] = start;
                    starts[count] = i;
                }
                start = i + 1;
            }
        }
        return Arrays.copyOf(starts, count == 0 ? 0 : count + 1);
    }

    private static List<String> cells(ByteBuffer text, int from, int to) {
        int end = from;
        while (end < to && text.get(end) != '\n') {
            end++;
        }
        String line = StandardCharsets.UTF_8.decode(text.slice(from, end - from)).toString();
        return Arrays.stream(line.strip().split("[,;]", -1))
                .map(cell -> cell.strip().replaceAll("^\"|\"$", ""))
                .toList();
    }

    private static boolean isNumber(String cell) {
        try {
            Double.parseDouble(cell);
            return true;
        } catch (NumberFormatException _) {
            return false; // that is the question
        }
    }

    @Override
    public int size() {
        return lines.length - 1;
    }

    @Override
    public List<Tensor> sample(int index) {
        List<String> cells = cells(text, lines[index], lines[index + 1]);
        if (!header.isEmpty() && cells.size() != header.size()) {
            throw new GoldenException(
                    GoldenProblem.WRONG_SHAPE,
                    file,
                    "Row %d has %d cells, and the first row names %d columns."
                            .formatted(index + 1, cells.size(), header.size()),
                    "Give every row as many cells.");
        }
        var tensors = new ArrayList<Tensor>();
        for (Port input : inputs) {
            tensors.add(tensor(input, wanted(input, cells), index));
        }
        return tensors;
    }

    private List<String> wanted(Port input, List<String> cells) {
        if (inputs.size() == 1) {
            int label = header.indexOf(LABEL);
            var all = new ArrayList<>(cells);
            if (label >= 0) {
                all.remove(label);
            }
            return all;
        }
        int column = header.indexOf(input.name());
        if (column < 0) {
            throw new GoldenException(
                    GoldenProblem.MISSING,
                    file,
                    "No column is named after the input '%s'; there are %s."
                            .formatted(input.name(), header),
                    "Name the columns after the model's inputs in the first row.");
        }
        return List.of(cells.get(column));
    }

    private Tensor tensor(Port input, List<String> cells, int index) {
        long[] shape = {1, cells.size()};
        if (!Shapes.fits(shape, input)) {
            shape = new long[] {cells.size()};
        }
        if (!Shapes.fits(shape, input)) {
            throw new GoldenException(
                    GoldenProblem.WRONG_SHAPE,
                    file,
                    "Row %d has %d numbers, and the input '%s' takes %s (-1: any size)."
                            .formatted(index + 1, cells.size(), input.name(), input.shape()),
                    "Give a column for each feature that the model takes.");
        }
        Datatype type = input.datatype();
        ByteBuffer data =
                ByteBuffer.allocateDirect(cells.size() * Math.max(1, type.bytes()))
                        .order(ByteOrder.nativeOrder());
        for (String cell : cells) {
            put(data, input, cell, index);
        }
        return new Tensor(input.name(), type, shape, data.flip());
    }

    private void put(ByteBuffer data, Port input, String cell, int index) {
        try {
            switch (input.datatype()) {
                case FP32 -> data.putFloat(Float.parseFloat(cell));
                case FP64 -> data.putDouble(Double.parseDouble(cell));
                case INT64 -> data.putLong(Long.parseLong(cell));
                case INT32 -> data.putInt(Integer.parseInt(cell));
                case BOOL, INT8, UINT8 -> data.put((byte) Short.parseShort(cell));
                case FP16, BF16, INT16, UINT16, UINT32, UINT64, BYTES ->
                        throw new GoldenException(
                                GoldenProblem.WRONG_TYPE,
                                file,
                                "The input '%s' takes %s, which tables are not read as."
                                        .formatted(input.name(), input.datatype()),
                                "Give the samples as .npy files.");
            }
        } catch (NumberFormatException _) {
            throw unreadable(
                    file,
                    "Row %d has '%s' where the input '%s' takes %s."
                            .formatted(index + 1, cell, input.name(), input.datatype()));
        }
    }

    private static GoldenException unreadable(Path file, String why) {
        return new GoldenException(
                GoldenProblem.UNREADABLE,
                file,
                why,
                "Save the table with numbers only, one sample a row.");
    }

    @Override
    public OptionalLong label(int index) {
        int column = header.indexOf(LABEL);
        if (column < 0) {
            return OptionalLong.empty();
        }
        String cell = cells(text, lines[index], lines[index + 1]).get(column);
        try {
            return OptionalLong.of(Long.parseLong(cell));
        } catch (NumberFormatException _) {
            throw unreadable(file, "Row %d has the label '%s'.".formatted(index + 1, cell));
        }
    }

    @Override
    public String source(int index) {
        return "%s, row %d".formatted(file.getFileName(), index + 1);
    }
}
