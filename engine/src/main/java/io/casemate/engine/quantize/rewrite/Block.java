package io.casemate.engine.quantize.rewrite;

import java.util.Arrays;

/// Up to [#WIDTH] columns of up to 256 consecutive rows of a matrix, and for each column a scale
/// and a zero point: `value = (quantized - zeroPoint) * scale`. Loops run over columns inside, so
/// that the compiler makes vector instructions of them.
///
/// Everything is plain `float` arithmetic, so that every machine finds the same numbers.
final class Block {
    static final int WIDTH = 64;

    /// Adding and subtracting it rounds a `float` below 2^22 to an integer, half to even.
    static final float ROUNDER = 3 << 22;

    final int largest;
    final float[][] values;
    final float[] scale = new float[WIDTH];
    final float[] zeroPoint = new float[WIDTH];
    final float[] low = new float[WIDTH];
    final float[] high = new float[WIDTH];
    private final float top;
    private final float[] inverse = new float[WIDTH];
    private final float[] smallest = new float[WIDTH];
    private final float[] error = new float[WIDTH];
    private final float[] bestScale = new float[WIDTH];
    private final float[] bestZeroPoint = new float[WIDTH];
    int rows;

    /// @param largest quantized value: 15 or 255
    Block(int largest, int mostRows) {
        this.largest = largest;
        this.values = new float[mostRows][WIDTH];
        this.top = largest;
    }

    /// Loads `count` rows from `row` on, and columns from `column` on as far as they go.
    void load(Matrix matrix, int row, int count, int column) {
        rows = count;
        int width = Math.min(WIDTH, matrix.columns() - column);
        for (int i = 0; i < count; i++) {
            if (!matrix.isTurned()) {
                int from = (row + i) * matrix.columns() + column;
                System.arraycopy(matrix.values(), from, values[i], 0, width);
            }
            Arrays.fill(values[i], width, WIDTH, 0);
        }
        if (matrix.isTurned()) {
            for (int j = 0; j < width; j++) {
                int from = (column + j) * matrix.rows() + row;
                for (int i = 0; i < count; i++) {
                    values[i][j] = matrix.values()[from + i];
                }
            }
        }
        extremes();
    }

    /// The range that includes 0, for a zero point can only be a quantized value.
    private void extremes() {
        Arrays.fill(low, 0);
        Arrays.fill(high, 0);
        for (int i = 0; i < rows; i++) {
            float[] row = values[i];
            for (int j = 0; j < WIDTH; j++) {
                low[j] = Math.min(low[j], row[j]);
                high[j] = Math.max(high[j], row[j]);
            }
        }
    }

    /// Takes a part of the range, 1 for all of it, for each column.
    void span(float part) {
        for (int j = 0; j < WIDTH; j++) {
            float width = (high[j] * part - low[j] * part) / largest;
            boolean isFlat = width < Float.MIN_NORMAL;
            scale[j] = isFlat ? 1 : width;
            float zero = isFlat ? 0 : -low[j] * part / width + ROUNDER - ROUNDER;
            zeroPoint[j] = Math.max(0, Math.min(largest, zero));
        }
    }

    /// Takes the range around 0 in which the value that is farthest from 0 is exact, and the middle
    /// of the quantized values as zero point.
    void center(float part) {
        float middle = largest / 2 + 1;
        for (int j = 0; j < WIDTH; j++) {
            float farthest = high[j] > -low[j] ? high[j] : low[j];
            float width = -farthest * part / middle;
            scale[j] = Math.abs(width) < Float.MIN_NORMAL ? 1 : width;
            zeroPoint[j] = middle;
        }
    }

    /// Forgets the best scales and zero points.
    void startOver() {
        Arrays.fill(smallest, Float.POSITIVE_INFINITY);
    }

    /// Remembers the present scales and zero points of the columns with a smaller squared error
    /// than any before.
    void keepBetter() {
        Arrays.fill(error, 0);
        invert();
        for (int i = 0; i < rows; i++) {
            float[] row = values[i];
            for (int j = 0; j < WIDTH; j++) {
                float value = row[j];
                float off = value - (quantized(value, j) - zeroPoint[j]) * scale[j];
                error[j] += off * off;
            }
        }
        keepBetter(error);
    }

    /// Remembers the present scales and zero points of the columns whose `errors` is smaller than
    /// any before.
    void keepBetter(float[] errors) {
        for (int j = 0; j < WIDTH; j++) {
            boolean isBetter = errors[j] < smallest[j];
            smallest[j] = isBetter ? errors[j] : smallest[j];
            bestScale[j] = isBetter ? scale[j] : bestScale[j];
            bestZeroPoint[j] = isBetter ? zeroPoint[j] : bestZeroPoint[j];
        }
    }

    /// Takes the best scales and zero points.
    void takeBest() {
        System.arraycopy(bestScale, 0, scale, 0, WIDTH);
        System.arraycopy(bestZeroPoint, 0, zeroPoint, 0, WIDTH);
    }

    /// Replaces the scales by those with the smallest squared error for the present quantized
    /// values.
    void fitScales(float[] products, float[] squares) {
        Arrays.fill(products, 0);
        Arrays.fill(squares, 0);
        invert();
        for (int i = 0; i < rows; i++) {
            float[] row = values[i];
            for (int j = 0; j < WIDTH; j++) {
                float value = row[j];
                float steps = quantized(value, j) - zeroPoint[j];
                products[j] += value * steps;
                squares[j] += steps * steps;
            }
        }
        for (int j = 0; j < WIDTH; j++) {
            float fitted = products[j] / squares[j];
            boolean isUsable = Math.abs(fitted) >= Float.MIN_NORMAL && squares[j] > 0;
            scale[j] = isUsable ? fitted : scale[j];
        }
    }

    void invert() {
        for (int j = 0; j < WIDTH; j++) {
            inverse[j] = 1 / scale[j];
        }
    }

    /// {@return what `value` of column `j` becomes; [#invert()] comes first}
    float quantized(float value, int j) {
        float steps = value * inverse[j] + ROUNDER - ROUNDER;
        return Math.max(0, Math.min(top, steps + zeroPoint[j]));
    }

    /// {@return what rounding the row `i` loses; [#invert()] comes first}
    float squaredError(int i) {
        float[] row = values[i];
        float sum = 0;
        for (int j = 0; j < WIDTH; j++) {
            float off = row[j] - (quantized(row[j], j) - zeroPoint[j]) * scale[j];
            sum += off * off;
        }
        return sum;
    }

    /// Writes the quantized values, [#WIDTH] for each row.
    void quantize(byte[] to) {
        invert();
        for (int i = 0; i < rows; i++) {
            float[] row = values[i];
            for (int j = 0; j < WIDTH; j++) {
                to[i * WIDTH + j] = (byte) (int) quantized(row[j], j);
            }
        }
    }
}
