package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.quantize.Step;
import io.casemate.engine.samples.ChannelSizes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Divides channels by a power of their size, so that weights which multiply large activations get
/// finer steps. Of the powers 0 to 1 the one is taken with which block weights lose least, each
/// weight's squared error counted as often as its activation is large.
///
/// Source: AWQ: Activation-aware Weight Quantization for LLM Compression and Acceleration, section
/// 3.2.
record AwqDivisors(Step.BlockWeights form) implements Equalization.Divisors {
    private static final int POWERS = 10;

    /// Farther off, a float loses what was there.
    private static final double BOUND = 1e4;

    /// {@return `divisor` between 1/10000 and 10000; 1 where there is none}
    static float bounded(double divisor) {
        return divisor > 0 && divisor < Double.POSITIVE_INFINITY
                ? (float) Math.max(1 / BOUND, Math.min(BOUND, divisor))
                : 1;
    }

    @Override
    public Optional<float[]> of(ChannelSizes sizes, List<Matrix> readers) {
        double[] squares = sizes.squares();
        Optional<float[]> best = Optional.empty();
        float[] ones = new float[squares.length];
        Arrays.fill(ones, 1);
        double least = error(squares, ones, readers);
        for (int power = 1; power <= POWERS; power++) {
            float[] divisors = divisors(squares, (double) power / POWERS);
            double error = error(squares, divisors, readers);
            if (error < least) {
                least = error;
                best = Optional.of(divisors);
            }
        }
        return best;
    }

    /// {@return with a geometric mean of 1, so that the middle channel stays as it is}
    private static float[] divisors(double[] squares, double power) {
        double logs = 0;
        int count = 0;
        for (double square : squares) {
            logs += square > 0 ? Math.log(square) : 0;
            count += square > 0 ? 1 : 0;
        }
        double middle = count == 0 ? 0 : logs / count;
        float[] divisors = new float[squares.length];
        for (int i = 0; i < divisors.length; i++) {
            double log = squares[i] > 0 ? Math.log(squares[i]) - middle : 0;
            divisors[i] = bounded(Math.exp(power / 2 * log));
        }
        return divisors;
    }

    private double error(double[] squares, float[] divisors, List<Matrix> readers) {
        double sum = 0;
        for (Matrix reader : readers) {
            sum += error(squares, divisors, reader);
        }
        return sum;
    }

    private double error(double[] squares, float[] divisors, Matrix reader) {
        Matrix scaled = reader.withRowsTimes(divisors);
        int size = form.blockSize();
        var block = new Block((1 << form.bits()) - 1, size);
        var fit = new BlockFit(form.search(), form.symmetric());
        double sum = 0;
        for (int column = 0; column < reader.columns(); column += Block.WIDTH) {
            for (int row = 0; row < reader.rows(); row += size) {
                block.load(scaled, row, Math.min(size, reader.rows() - row), column);
                fit.fit(block);
                block.invert();
                for (int i = 0; i < block.rows; i++) {
                    float divisor = divisors[row + i];
                    sum += squares[row + i] / divisor / divisor * block.squaredError(i);
                }
            }
        }
        return sum;
    }
}
