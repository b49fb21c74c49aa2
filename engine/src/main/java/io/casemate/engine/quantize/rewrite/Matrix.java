package io.casemate.engine.quantize.rewrite;

/// A weight matrix `[rows, columns]`, row-major: rows are summed over, each column makes one
/// output.
record Matrix(int rows, int columns, float[] values) {

    float at(int row, int column) {
        return values[row * columns + column];
    }

    Matrix transposed() {
        float[] turned = new float[values.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                turned[column * rows + row] = values[row * columns + column];
            }
        }
        return new Matrix(columns, rows, turned);
    }

    Matrix times(float factor) {
        if (factor == 1) {
            return this;
        }
        float[] scaled = values.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return new Matrix(rows, columns, scaled);
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
