package io.casemate.views.kit.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class RasterTest {
    private static final int WHITE = 0xFFFFFFFF;
    private static final int SIZE = 20;

    private final int[] pixels = new int[SIZE * SIZE];
    private final Raster raster = new Raster(SIZE, SIZE, pixels);

    @Test
    void drawsALevelLineOneRowThick() {
        raster.polyline(new double[] {0.5, 19.5}, new double[] {10.5, 10.5}, 1, WHITE);

        assertEquals(WHITE, pixel(10, 10));
        assertEquals(0, pixel(10, 8));
        assertEquals(0, pixel(10, 12));
    }

    @Test
    void sharesALineBetweenTwoRowsEqually() {
        raster.polyline(new double[] {0.5, 19.5}, new double[] {10, 10}, 1, WHITE);

        assertEquals(pixel(10, 9), pixel(10, 10));
        assertEquals(0x80, pixel(10, 9) >>> 24);
    }

    @Test
    void leavesTheColumnsOfAGapEmpty() {
        double[] ys = {10.5, 10.5, Double.NaN, 10.5, 10.5};

        raster.polyline(new double[] {0.5, 5.5, 10.5, 15.5, 19.5}, ys, 1, WHITE);

        assertEquals(WHITE, pixel(3, 10));
        assertEquals(0, columnSum(10));
        assertEquals(WHITE, pixel(17, 10));
    }

    @Test
    void showsALoneValueAsADot() {
        double[] ys = {Double.NaN, 10.5, Double.NaN};

        raster.polyline(new double[] {0.5, 10.5, 19.5}, ys, 2, WHITE);

        assertEquals(WHITE, pixel(10, 10));
        assertEquals(0, columnSum(15));
    }

    @Test
    void coversEveryRowOfASteepRise() {
        raster.polyline(new double[] {9.5, 10.5}, new double[] {19, 1}, 2, WHITE);

        for (int y = 2; y < 18; y++) {
            assertNotEquals(0, pixel(9, y) | pixel(10, y), "row " + y);
        }
    }

    @Test
    void doesNotDarkenJoints() {
        int half = 0x80FFFFFF;

        raster.polyline(new double[] {0.5, 10.5, 19.5}, new double[] {10.5, 10.5, 10.5}, 1, half);

        assertEquals(pixel(5, 10), pixel(10, 10));
    }

    @Test
    void fillsBelowALineAndNotAbove() {
        raster.area(new double[] {0, 20}, new double[] {10, 10}, WHITE);

        assertEquals(0, pixel(10, 9));
        assertEquals(WHITE, pixel(10, 10));
        assertEquals(WHITE, pixel(10, 19));
    }

    @Test
    void staysInsideThePixelsWhateverTheValues() {
        double[] ys = {-1e9, 1e9, Double.NaN, -50, 70};

        raster.polyline(new double[] {-5, 5, 10, 15, 40}, ys, 3, WHITE);
        raster.horizontal(-1, WHITE);
        raster.horizontal(SIZE, WHITE);
        raster.clear();

        assertArrayEquals(new int[SIZE * SIZE], pixels);
    }

    private int pixel(int x, int y) {
        return pixels[y * SIZE + x];
    }

    private long columnSum(int x) {
        long sum = 0;
        for (int y = 0; y < SIZE; y++) {
            sum += Integer.toUnsignedLong(pixel(x, y));
        }
        return sum;
    }
}
