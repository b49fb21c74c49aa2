package io.casemate.engine.samples;

import io.casemate.engine.tensors.Tensor;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/// How large each element of the rows of a value was on the samples.
public final class ChannelSizes {
    private final double[] squares;
    private final float[] peaks;

    ChannelSizes(int size) {
        squares = new double[size];
        peaks = new float[size];
    }

    /// {@return sums of squares}
    public double[] squares() {
        return squares.clone();
    }

    /// {@return largest magnitudes}
    public float[] peaks() {
        return peaks.clone();
    }

    /// Adds the rows of one sample.
    ///
    /// @param rows `[.., size]`
    /// @return whether all are finite
    boolean add(Tensor rows) {
        FloatBuffer values = rows.data().duplicate().order(ByteOrder.nativeOrder()).asFloatBuffer();
        float[] row = new float[squares.length];
        boolean isFinite = true;
        while (values.hasRemaining()) {
            values.get(row);
            for (int i = 0; i < row.length; i++) {
                float size = Math.abs(row[i]);
                isFinite &= size <= Float.MAX_VALUE; // not of NaN
                squares[i] += (double) size * size;
                peaks[i] = Math.max(peaks[i], size);
            }
        }
        return isFinite;
    }
}
