package io.casemate.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Counts models for which a recipe does well.
final class Scores {
    private static final double LEAST_SNR_DB = 20;

    /// From here on nothing was changed that an answer could show.
    private static final double NO_CHANGE_DB = 99;

    private final Set<String> models = new LinkedHashSet<>();
    private final List<Row> rows = new ArrayList<>();

    /// @param ratio size over the parent's
    record Row(String model, String recipe, double ratio, double snrDb, double speedup) {
        /// A figure of what could be reached, not of a method that there is.
        private boolean isTarget() {
            return recipe.startsWith("TARGET");
        }

        private boolean isExact() {
            return snrDb >= LEAST_SNR_DB;
        }

        private boolean isSmall() {
            return isExact() && ratio <= 0.35;
        }

        private boolean isSmaller() {
            return isExact() && ratio <= 0.7;
        }

        private boolean isFast() {
            return isExact() && speedup >= 1.2 && (snrDb < NO_CHANGE_DB || ratio < 0.99);
        }
    }

    /// {@return the rows of a reference's table that are about `models`}
    static Scores reference(Path table, Set<String> models) throws IOException {
        var scores = new Scores();
        models.forEach(scores::see);
        ReferenceRow.read(table).stream()
                .filter(row -> models.contains(row.model()))
                .map(row ->
                        new Row(
                                row.model(),
                                row.method(),
                                row.number("ratio").orElse(Double.MAX_VALUE),
                                row.number("worst_snr_db").orElse(-NO_CHANGE_DB),
                                row.number("speedup").orElse(0)))
                .forEach(scores::add);
        return scores;
    }

    void see(String model) {
        models.add(model);
    }

    void add(Row row) {
        rows.add(row);
    }

    Set<String> models() {
        return models;
    }

    /// Prints the counts of each recipe, and of whoever could pick the right one for each model.
    void print(String title) {
        System.out.println(
                "%s, %d models\tsize <= .35\tsize <= .7\tspeed >= 1.2"
                        .formatted(title, models.size()));
        for (String recipe : new TreeSet<>(rows.stream().map(Row::recipe).toList())) {
            print(recipe, row -> row.recipe().equals(recipe));
        }
        print("any, picked afterwards", _ -> true);
        print(
                "any but 16 bits and targets",
                row -> !row.recipe().matches("(?i)(target|fp16|auto|.*fp16).*"));
    }

    /// Prints the fastest recipe that keeps 20 dB for each model, here and in `reference`.
    void compareSpeed(Scores reference) {
        System.out.println("model\trecipe\tratio\tdB\tspeed\treference\tratio\tdB\tspeed");
        for (String model : models) {
            System.out.println(model + "\t" + fastest(model) + "\t" + reference.fastest(model));
        }
        System.out.println(
                "fast\t%d\treference\t%d"
                        .formatted(count(_ -> true, Row::isFast), reference.fastIntegers()));
    }

    private String fastest(String model) {
        return rows.stream()
                .filter(row -> row.model().equals(model) && row.isExact() && !row.isTarget())
                .max(Comparator.comparingDouble(Row::speedup))
                .map(row ->
                        String.format(
                                Locale.ROOT,
                                "%s\t%.3f\t%.1f\t%.2f",
                                row.recipe(),
                                row.ratio(),
                                row.snrDb(),
                                row.speedup()))
                .orElse("none\t\t\t");
    }

    private long fastIntegers() {
        return count(row -> !row.isTarget(), Row::isFast);
    }

    private void print(String name, Predicate<Row> which) {
        System.out.println(
                "%s\t%d\t%d\t%d"
                        .formatted(
                                name,
                                count(which, Row::isSmall),
                                count(which, Row::isSmaller),
                                count(which, Row::isFast)));
    }

    private long count(Predicate<Row> which, Predicate<Row> isGood) {
        Stream<Row> good = rows.stream().filter(which).filter(isGood);
        return good.map(Row::model).distinct().count();
    }
}
