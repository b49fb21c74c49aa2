package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.samples.ChannelSizes;
import java.util.List;
import java.util.Optional;

/// Divides channels by `(largest activation)^alpha / (largest weight)^(1 - alpha)`, so that neither
/// activations nor weights have channels far larger than the others.
///
/// Source: SmoothQuant: Accurate and Efficient Post-Training Quantization for Large Language
/// Models, equation 4.
record SmoothDivisors(double alpha) implements Equalization.Divisors {

    @Override
    public Optional<float[]> of(ChannelSizes sizes, List<Matrix> readers) {
        float[] divisors = sizes.peaks();
        for (int row = 0; row < divisors.length; row++) {
            float weight = 0;
            for (Matrix reader : readers) {
                for (int column = 0; column < reader.columns(); column++) {
                    weight = Math.max(weight, Math.abs(reader.at(row, column)));
                }
            }
            double divisor = Math.pow(divisors[row], alpha) / Math.pow(weight, 1 - alpha);
            divisors[row] = AwqDivisors.bounded(divisor);
        }
        return Optional.of(divisors);
    }
}
