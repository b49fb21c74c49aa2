package io.casemate.engine.samples;

import io.casemate.engine.tensors.Tensor;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/// `Σ x · xᵀ` over all rows `x` that a value had on the samples. For a product with weights it is
/// half the Hessian of the squared error of the outputs.
public final class SecondMoments {
    private final double[][] lower;
    private long rows;

    /// Of no rows.
    public SecondMoments(int size) {
        lower = new double[size][];
        for (int i = 0; i < size; i++) {
            lower[i] = new double[i + 1];
        }
    }

    /// {@return the length of a row}
    public int size() {
        return lower.length;
    }

    /// {@return how many rows there were}
    public long rows() {
        return rows;
    }

    public double at(int row, int column) {
        return row >= column ? lower[row][column] : lower[column][row];
    }

    /// {@return the sum of squares of each element of the rows}
    public double[] diagonal() {
        double[] diagonal = new double[size()];
        for (int i = 0; i < diagonal.length; i++) {
            diagonal[i] = lower[i][i];
        }
        return diagonal;
    }

    /// {@return this and `other`, of the same size, together}
    public SecondMoments and(SecondMoments other) {
        var sum = new SecondMoments(size());
        sum.rows = rows + other.rows;
        for (int i = 0; i < size(); i++) {
            for (int j = 0; j <= i; j++) {
                sum.lower[i][j] = lower[i][j] + other.lower[i][j];
            }
        }
        return sum;
    }

    /// Adds one row.
    public void add(double... row) {
        rows++;
        for (int i = 0; i < row.length; i++) {
            for (int j = 0; j <= i; j++) {
                lower[i][j] += row[i] * row[j];
            }
        }
    }

    /// Adds the product of one sample.
    ///
    /// @param product `[size, size]`
    /// @param count of the rows that were multiplied
    /// @return whether all of it is finite
    boolean add(Tensor product, long count) {
        rows += count;
        FloatBuffer values =
                product.data().duplicate().order(ByteOrder.nativeOrder()).asFloatBuffer();
        float[] row = new float[size()];
        boolean isFinite = true;
        for (int i = 0; i < row.length; i++) {
            values.get(i * row.length, row);
            isFinite &= Float.isFinite(row[i]); // a sum of squares, so NaN and infinity stay
            double[] to = lower[i];
            for (int j = 0; j <= i; j++) {
                to[j] += row[j];
            }
        }
        return isFinite;
    }
}
