package io.casemate.views.optimize;

import io.casemate.engine.models.QuantizationCard.Speed;
import io.casemate.engine.quantize.search.Attempt;
import io.casemate.engine.quantize.search.Gate;
import io.casemate.engine.quantize.search.SearchState;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.Texts;
import io.casemate.views.kit.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.shape.Polyline;
import org.jspecify.annotations.Nullable;

/// Candidates by size (across, share of the parent's) and error (upwards, dB; 80 and more at the
/// top), coloured by speed; hollow where they were not timed. The stairs tell the least error that
/// each size can have.
final class TradeOffChart extends Region {
    private static final double HIGHEST_DB = 80;
    private static final double LEFT = 44;
    private static final double BOTTOM = 40;
    private static final double TOP = 12;
    private static final double RIGHT = 16;
    private static final double DOT = 14;
    private static final List<Integer> PERCENTS = List.of(0, 25, 50, 75, 100);
    private static final List<Integer> DECIBELS = List.of(0, 20, 40, 60, 80);

    private final Texts texts;
    private final Consumer<Attempt> choose;
    private final List<Mark> marks = new ArrayList<>();
    private final List<Region> rows = new ArrayList<>();
    private final List<Label> rowTicks = new ArrayList<>();
    private final List<Label> columnTicks = new ArrayList<>();
    private final Region limit = new Region();
    private final Polyline front = new Polyline();
    private final Label across;
    private List<Attempt.Measured> joined = List.of();
    private double leastDb = Gate.STANDARD_SNR_DB;

    /// One candidate where it is drawn.
    private record Mark(Attempt attempt, Button dot, double ratio, double snrDb) {}

    /// @param choose told which candidate was pressed
    TradeOffChart(Texts texts, Consumer<Attempt> choose) {
        this.texts = texts;
        this.choose = choose;
        across = Labels.of(texts.text("optimize.search.across"), "chart-tick");
        getStyleClass().add("trade-off");
        for (int decibels : DECIBELS) {
            var row = new Region();
            row.getStyleClass().add("trade-off-row");
            rows.add(row);
            rowTicks.add(Labels.of(decibels + " dB", "chart-tick"));
        }
        PERCENTS.forEach(it -> columnTicks.add(Labels.of(it + " %", "chart-tick")));
        limit.getStyleClass().add("trade-off-limit");
        front.getStyleClass().add("trade-off-front");
        front.setManaged(false);
    }

    /// @param best the candidate that the goal chooses now
    void show(SearchState state, @Nullable Attempt best, double leastSnrDb) {
        leastDb = leastSnrDb;
        joined = stairs(state);
        marks.clear();
        state.attempts().forEach(attempt -> add(attempt, attempt.equals(best)));
        getChildren().setAll(rows);
        getChildren().addAll(rowTicks);
        getChildren().addAll(columnTicks);
        getChildren().addAll(across, limit, front);
        marks.forEach(mark -> getChildren().add(mark.dot()));
        requestLayout();
    }

    /// {@return those that are more exact than all smaller ones, the smallest first}
    private static List<Attempt.Measured> stairs(SearchState state) {
        var stairs = new ArrayList<Attempt.Measured>();
        for (Attempt.Measured one : state.front()) {
            if (stairs.isEmpty() || one.report().snrDb() > stairs.getLast().report().snrDb()) {
                stairs.add(one);
            }
        }
        return stairs;
    }

    private void add(Attempt attempt, boolean isBest) {
        OptionalDouble snr = snrDb(attempt);
        if (snr.isEmpty()) {
            return; // nothing to draw: it could not be made
        }
        var dot = new Button();
        dot.getStyleClass().setAll("trade-off-dot");
        if (isBest) {
            dot.getStyleClass().add("best");
        }
        speed(attempt)
                .ifPresentOrElse(
                        speed -> tone(speed).paint(dot), () -> dot.getStyleClass().add("hollow"));
        String words = attempt.recipe().name() + ": " + AttemptWords.summary(texts, attempt);
        dot.setAccessibleText(words);
        dot.setTooltip(new Tooltip(words));
        dot.setOnAction(_ -> choose.accept(attempt));
        marks.add(new Mark(attempt, dot, ratio(attempt), snr.getAsDouble()));
    }

    private static OptionalDouble snrDb(Attempt attempt) {
        return switch (attempt) {
            case Attempt.Measured one -> OptionalDouble.of(one.report().snrDb());
            case Attempt.TooInaccurate one -> OptionalDouble.of(one.ranking().snrDb());
            case Attempt.Failed _ -> OptionalDouble.empty();
        };
    }

    private static double ratio(Attempt attempt) {
        return switch (attempt) {
            case Attempt.Measured one -> one.sizes().ratio();
            case Attempt.TooInaccurate one -> one.sizes().ratio();
            case Attempt.Failed _ -> 1;
        };
    }

    private static Optional<Speed> speed(Attempt attempt) {
        return attempt instanceof Attempt.Measured one
                ? Optional.of(Speed.of(one.latency()))
                : Optional.empty();
    }

    static Tone tone(Speed speed) {
        return switch (speed) {
            case FASTER -> Tone.GOOD;
            case SAME -> Tone.ACCENT;
            case SLOWER -> Tone.WARNING;
        };
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        for (int i = 0; i < rows.size(); i++) {
            double y = y(DECIBELS.get(i));
            rows.get(i).resizeRelocate(LEFT, y, width - LEFT - RIGHT, 1);
            rowTicks.get(i).resizeRelocate(0, y - 8, LEFT - 6, 16);
        }
        for (int i = 0; i < columnTicks.size(); i++) {
            double x = x(PERCENTS.get(i) / 100.0);
            columnTicks.get(i).resizeRelocate(x - 12, getHeight() - BOTTOM + 4, 48, 16);
        }
        across.resizeRelocate(LEFT, getHeight() - 18, width - LEFT, 16);
        limit.resizeRelocate(LEFT, y(leastDb), width - LEFT - RIGHT, 1);
        marks.forEach(mark ->
                mark.dot()
                        .resizeRelocate(
                                x(mark.ratio()) - DOT / 2, y(mark.snrDb()) - DOT / 2, DOT, DOT));
        front.getPoints().clear();
        for (int i = 0; i < joined.size(); i++) {
            double x = x(joined.get(i).sizes().ratio());
            if (i > 0) {
                front.getPoints().addAll(x, y(joined.get(i - 1).report().snrDb()));
            }
            front.getPoints().addAll(x, y(joined.get(i).report().snrDb()));
        }
    }

    private double x(double ratio) {
        return LEFT + Math.min(1, ratio) * (getWidth() - LEFT - RIGHT);
    }

    private double y(double decibels) {
        double share = Math.clamp(decibels, 0, HIGHEST_DB) / HIGHEST_DB;
        return Math.round(TOP + (1 - share) * (getHeight() - TOP - BOTTOM));
    }

    @Override
    protected double computePrefHeight(double width) {
        return 300;
    }

    @Override
    protected double computeMinHeight(double width) {
        return 200;
    }
}
