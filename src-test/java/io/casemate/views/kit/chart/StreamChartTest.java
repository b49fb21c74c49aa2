package io.casemate.views.kit.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.views.kit.Texts;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import javafx.application.Application;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class StreamChartTest {
    private static final int SECONDS = 300;
    private static final long END = 1_700_000_000L;

    private StreamChart chart;
    private Sparkline spark;
    private CompareBars bars;
    private VBox root;

    @Start
    void open(Stage stage) {
        Application.setUserAgentStylesheet("/io/casemate/assets/theme/casemate-dark.css");
        chart = new StreamChart("Latency", AxisUnit.MICROSECONDS, texts());
        spark = new Sparkline();
        bars = new CompareBars();
        root = new VBox(24, chart, spark, bars);
        root.setPadding(new Insets(24));
        root.setStyle("-fx-background-color: -color-bg-default");
        stage.setScene(new Scene(root, 900, 480));
        stage.show();
    }

    @Test
    void rendersInDarkAndLight(FxRobot robot) throws IOException {
        robot.interact(() -> show(typical()));
        robot.moveTo(chart);
        settle();
        WritableImage dark = picture("chart-dark.png");

        robot.interact(() ->
                Application.setUserAgentStylesheet("/io/casemate/assets/theme/casemate-light.css"));
        settle();
        WritableImage light = picture("chart-light.png");

        assertNotEquals(dark.getPixelReader().getArgb(2, 2), light.getPixelReader().getArgb(2, 2));
    }

    @Test
    void endsItsAxisAboveTheData(FxRobot robot) {
        robot.interact(() -> show(List.of(new ChartLine("p50", 1, false, level(1_430)))));
        settle();

        assertTrue(labels(robot).contains("1.5 ms"), labels(robot).toString());
        assertTrue(labels(robot).contains("1.43 ms"), labels(robot).toString());
        assertTrue(labels(robot).contains("-5 min"), labels(robot).toString());
        assertTrue(labels(robot).contains("now"), labels(robot).toString());
    }

    @Test
    void saysThatNothingWasHeard(FxRobot robot) {
        robot.interact(() -> show(List.of(new ChartLine("p50", 1, false, level(Double.NaN)))));
        settle();

        assertTrue(robot.lookup(".chart-empty").query().isVisible());
        assertEquals("Latency\np50: nothing was heard.", chart.summary());
    }

    @Test
    void summarisesItsLinesInWords(FxRobot robot) {
        double[] values = level(20);
        values[SECONDS - 1] = 10;

        robot.interact(() -> show(List.of(new ChartLine("p50", 1, false, values))));

        assertEquals(
                "Latency\np50: 10.0 µs now, between 10.0 µs and 20.0 µs.",
                chart.getAccessibleText());
    }

    @Test
    void movesItsCrosshairWithTheArrowKeys(FxRobot robot) {
        robot.interact(() -> show(typical()));
        settle();
        robot.interact(chart::requestFocus);
        robot.type(KeyCode.LEFT).type(KeyCode.LEFT);

        assertTrue(robot.lookup(".chart-card").query().getParent().isVisible());

        robot.type(KeyCode.ESCAPE);

        assertFalse(robot.lookup(".chart-card").query().getParent().isVisible());
    }

    private void show(List<ChartLine> lines) {
        chart.show(new ChartData(END, SECONDS, lines));
        spark.show(new ChartLine("rate", 1, true, wave(30)), "rate");
        bars.show(
                List.of(
                        new CompareBars.Bar("demo", 405, "405 KiB", 6),
                        new CompareBars.Bar("demo int8", 112, "112 KiB", 1)));
    }

    private static List<ChartLine> typical() {
        double[] p50 = wave(120);
        Arrays.fill(p50, 140, 170, Double.NaN);
        return List.of(
                new ChartLine("p50", 1, true, p50),
                new ChartLine("p95", 2, false, wave(260)),
                new ChartLine("p99", 3, false, wave(640)));
    }

    private static double[] wave(double middle) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        double[] values = new double[SECONDS];
        Arrays.setAll(
                values, i -> middle * (1 + 0.2 * Math.sin(i / 20.0) + 0.25 * random.nextDouble()));
        return values;
    }

    private static double[] level(double value) {
        double[] values = new double[SECONDS];
        Arrays.fill(values, value);
        return values;
    }

    private static List<String> labels(FxRobot robot) {
        return robot.lookup(".label").queryAll().stream()
                .filter(Node::isVisible)
                .map(node -> ((Label) node).getText())
                .toList();
    }

    private static void settle() {
        WaitForAsyncUtils.waitForFxEvents();
    }

    private WritableImage picture(String name) throws IOException {
        Callable<WritableImage> snapshot = () -> root.getScene().snapshot(null);
        WritableImage image = WaitForAsyncUtils.waitForAsyncFx(10_000, snapshot);
        File file = new File("target/screens", name);
        file.getParentFile().mkdirs();
        javax.imageio.ImageIO.write(
                javafx.embed.swing.SwingFXUtils.fromFXImage(image, null), "png", file);
        return image;
    }

    private static Texts texts() {
        return Texts.in(Locale.ENGLISH);
    }
}
