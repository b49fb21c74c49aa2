package io.casemate.engine.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.StringNode;

final class CanonicalJsonTest {

    /// RFC 8785, appendix B.
    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "ffefffffffffffff, -1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "c340000000000000, -9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555554, 333333333.33333325",
        "41b3de4355555555, 333333333.3333333",
        "41b3de4355555556, 333333333.3333334",
        "41b3de4355555557, 333333333.33333343",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2"
    })
    void writesNumbersAsTheStandardDoes(String bits, String expected) {
        double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));

        assertEquals(expected, CanonicalJson.numberOf(value));
    }

    @Test
    void writesNumbersThatReadBackAsThemselves() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertEquals(value, Double.parseDouble(CanonicalJson.numberOf(value)));
            }
        }
    }

    /// RFC 8785, section 3.2.2 and 3.2.3.
    @Test
    void writesTheExampleOfTheStandard() {
        String given =
                """
                {"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],
                 "string":"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
                 "literals":[null,true,false]}\
                """;

        String text = CanonicalJson.textOf(Json.mapper().readTree(given));

        String expected =
                """
                {"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],\
                "string":"€$\\u000f\\nA'B\\"\\\\\\\\\\"/"}\
                """;
        assertEquals(expected, text);
    }

    @Test
    void sortsNamesByUtf16CodeUnits() {
        String given =
                "{\"\\u20ac\":1,\"\\r\":2,\"\\ufb33\":3,\"1\":4,\"\\ud83d\\ude00\":5,\"\\u0080\":6,\"\\u00f6\":7}";

        String text = CanonicalJson.textOf(Json.mapper().readTree(given));

        assertEquals(
                "{\"\\r\":2,\"1\":4,\"\u0080\":6,\"ö\":7,\"€\":1,\"\ud83d\ude00\":5,\"\ufb33\":3}",
                text);
    }

    @Test
    void refusesWhatHasNoCanonicalForm() {
        assertThrows(IllegalArgumentException.class, () -> CanonicalJson.numberOf(Double.NaN));
        assertThrows(
                IllegalArgumentException.class,
                () -> CanonicalJson.textOf(Json.mapper().readTree("9007199254740993")));
        assertThrows(
                IllegalArgumentException.class,
                () -> CanonicalJson.textOf(StringNode.valueOf("\ud83d")));
    }

    @Test
    void readsItsOwnBigNumbersAgain() {
        String text = "[1e+23,295147905179352830000,9007199254740992]";

        assertEquals(text, CanonicalJson.textOf(Json.mapper().readTree(text)));
    }
}
