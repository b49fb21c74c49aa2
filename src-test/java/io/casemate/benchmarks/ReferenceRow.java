package io.casemate.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// A row of what others measured, one method on one model: a table with tabs whose first line names
/// the columns.
record ReferenceRow(List<String> head, List<String> cells) {

    /// {@return the rows of `table` whose `status` is `ok`}
    static List<ReferenceRow> read(Path table) throws IOException {
        List<String> lines = Files.readAllLines(table);
        List<String> head = List.of(lines.getFirst().split("\t"));
        return lines.stream()
                .skip(1)
                .map(line -> new ReferenceRow(head, List.of(line.split("\t", -1))))
                .filter(row -> row.text("status").equals("ok"))
                .toList();
    }

    private String text(String column) {
        return cells.get(head.indexOf(column));
    }

    String model() {
        return text("model").toLowerCase(Locale.ROOT);
    }

    String method() {
        return text("method");
    }

    /// {@return the number under `column`; empty where the cell is blank or `nan`}
    OptionalDouble number(String column) {
        String cell = text(column);
        return cell.isBlank() || cell.equals("nan")
                ? OptionalDouble.empty()
                : OptionalDouble.of(Double.parseDouble(cell));
    }
}
