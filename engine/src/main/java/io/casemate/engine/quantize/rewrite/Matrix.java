package io.casemate.engine.quantize.rewrite;

/// A weight matrix `[rows, columns]`: rows are summed over, each column makes one output.
///
/// @param isTurned whether `values` has columns first, `[columns, rows]`; else it is row-major
record Matrix(int rows, int columns, float[] values, boolean isTurned) {

    /// A row-major matrix.
    Matrix(int rows, int columns, float[] values) {
        this(rows, columns, values, false);
    }

    float at(int row, int column) {
        return isTurned ? values[column * rows + row] : values[row * columns + column];
    }

    Matrix withRowsTimes(float[] factors) {
        float[] changed = values.clone();
        for (int i = 0; i < changed.length; i++) {
            changed[i] *= factors[isTurned ? i % rows : i / columns];
        }
        return new Matrix(rows, columns, changed, isTurned);
    }

    /// {@return the elements, row-major}
    float[] rowMajor() {
        if (!isTurned) {
            return values;
        }
        float[] turned = new float[values.length];
        for (int column = 0; column < columns; column++) {
            for (int row = 0; row < rows; row++) {
                turned[row * columns + column] = values[column * rows + row];
            }
        }
        return turned;
    }

    boolean isFinite() {
        return isFinite(values);
    }

    static boolean isFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
