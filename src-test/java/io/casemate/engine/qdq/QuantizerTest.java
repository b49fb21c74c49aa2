package io.casemate.engine.qdq;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantizerTest {

    @ParameterizedTest
    @CsvSource({
        "-1, 1, U8, 0.007843138, 128",
        "0, 6, U8, 0.023529412, 0",
        "2, 6, U8, 0.023529412, 0",
        "-6, -2, U8, 0.023529412, 255",
        "-1, 3, U8, 0.015686275, 64",
        "-1, 3, S8, 0.023622047, 0",
        "0, 0, U8, 1, 0",
        "0, 0, S8, 1, 0"
    })
    void findsScaleAndZeroPointOfAnActivation(
            double low, double high, IntegerType type, float scale, int zeroPoint) {
        assertEquals(
                new Quantizer(scale, zeroPoint, type),
                Quantizer.ofActivation(new Range(low, high), type));
    }

    @ParameterizedTest
    @CsvSource({
        "1, S8, false, 0.007874016, 0",
        "1, S8, true, 0.015625, 0",
        "1, U8, false, 0.007843138, 128",
        "1, U8, true, 0.015748031, 64"
    })
    void findsScaleAndZeroPointOfWeights(
            double largest, IntegerType type, boolean isReduced, float scale, int zeroPoint) {
        assertEquals(
                new Quantizer(scale, zeroPoint, type),
                Quantizer.ofWeights(largest, type, isReduced));
    }

    @Test
    void isExactAtZeroAndWithinHalfAStepElsewhere() {
        long seed = 3;
        var random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            double low = random.nextDouble(-5, 0);
            double high = random.nextDouble(0, 5);
            Quantizer quantizer = Quantizer.ofActivation(new Range(low, high), IntegerType.U8);
            float value = (float) random.nextDouble(low, high);

            assertEquals(0, quantizer.real(quantizer.quantized(0)));
            assertEquals(
                    value,
                    quantizer.real(quantizer.quantized(value)),
                    1.001 * quantizer.scale(),
                    "seed " + seed);
        }
    }

    @Test
    void roundsHalvesToEven() {
        var quantizer = new Quantizer(1, 0, IntegerType.S8);

        assertEquals(2, quantizer.quantized(2.5f));
        assertEquals(4, quantizer.quantized(3.5f));
        assertEquals(-2, quantizer.quantized(-2.5f));
    }

    @Test
    void cutsOffWhatLiesOutside() {
        var quantizer = new Quantizer(1, 0, IntegerType.S8);

        assertEquals(127, quantizer.quantized(1000));
        assertEquals(-128, quantizer.quantized(-1000));
    }
}
