package io.casemate.engine.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// RFC 8785 (JCS): the one text that a JSON value has, so that hashing it means something.
///
/// Numbers are doubles there. Whole numbers that a double cannot carry exactly are refused rather
/// than rounded.
public final class CanonicalJson {
    private static final BigInteger MAX_EXACT = BigInteger.TWO.pow(53);

    /// Where ECMAScript's `Number::toString` changes to exponents.
    private static final int MAX_PLAIN_EXPONENT = 21;

    private static final int MIN_PLAIN_EXPONENT = -6;

    private CanonicalJson() {}

    /// @throws IllegalArgumentException when `tree` holds a number or text without canonical form
    public static byte[] bytesOf(JsonNode tree) {
        return textOf(tree).getBytes(UTF_8);
    }

    /// @throws IllegalArgumentException when `tree` holds a number or text without canonical form
    public static String textOf(JsonNode tree) {
        StringBuilder text = new StringBuilder();
        write(tree, text);
        return text.toString();
    }

    /// {@return `value` as ECMAScript writes it, such as `1e+21`, `0.000001` or `4.5`}
    public static String numberOf(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("value is no JSON number: " + value);
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal shortest = shortest(Math.abs(value));
        String digits = shortest.unscaledValue().toString();
        String text = layOut(digits, digits.length() - shortest.scale());
        return value < 0 ? "-" + text : text;
    }

    private static void write(JsonNode node, StringBuilder text) {
        switch (node.getNodeType()) {
            case OBJECT -> writeObject(node, text);
            case ARRAY -> writeArray(node, text);
            case STRING -> writeString(node.stringValue(), text);
            case NUMBER -> text.append(numberOf(node));
            case BOOLEAN -> text.append(node.booleanValue());
            case NULL -> text.append("null");
            case BINARY, MISSING, POJO ->
                    throw new IllegalArgumentException("node is no JSON: " + node.getNodeType());
        }
    }

    private static void writeObject(JsonNode node, StringBuilder text) {
        text.append('{');
        String separator = "";
        for (String name : new TreeSet<>(node.propertyNames())) {
            text.append(separator);
            writeString(name, text);
            text.append(':');
            write(node.get(name), text);
            separator = ",";
        }
        text.append('}');
    }

    private static void writeArray(JsonNode node, StringBuilder text) {
        text.append('[');
        String separator = "";
        for (JsonNode element : node) {
            text.append(separator);
            write(element, text);
            separator = ",";
        }
        text.append(']');
    }

    private static void writeString(String value, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isSurrogate(c)) {
                i = writePair(value, i, text);
            } else {
                writeCharacter(c, text);
            }
        }
        text.append('"');
    }

    /// {@return the index of the pair's second half}
    private static int writePair(String value, int index, StringBuilder text) {
        int codePoint = value.codePointAt(index);
        if (!Character.isSupplementaryCodePoint(codePoint)) {
            throw new IllegalArgumentException("text holds a lone surrogate at " + index);
        }
        text.appendCodePoint(codePoint);
        return index + 1;
    }

    private static void writeCharacter(char c, StringBuilder text) {
        switch (c) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\b' -> text.append("\\b");
            case '\t' -> text.append("\\t");
            case '\n' -> text.append("\\n");
            case '\f' -> text.append("\\f");
            case '\r' -> text.append("\\r");
            default -> text.append(c < ' ' ? "\\u%04x".formatted((int) c) : c);
        }
    }

    private static String numberOf(JsonNode number) {
        if (!number.isIntegralNumber()) {
            return numberOf(number.doubleValue());
        }
        BigInteger exact = number.bigIntegerValue();
        if (exact.abs().compareTo(MAX_EXACT) <= 0) {
            return exact.toString();
        }
        String text = numberOf(exact.doubleValue());
        if (!text.equals(exact.toString())) {
            throw new IllegalArgumentException("number does not fit a double: " + exact);
        }
        return text;
    }

    /// The shortest decimal that reads back as `value`; of those the nearest. The JDK's is that,
    /// but never shorter than two digits.
    private static BigDecimal shortest(double value) {
        BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (decimal.precision() != 2) {
            return decimal;
        }
        BigDecimal rounded = decimal.round(new java.math.MathContext(1));
        return rounded.doubleValue() == value ? rounded.stripTrailingZeros() : decimal;
    }

    /// @param exponent the value is 0.digits × 10^exponent
    private static String layOut(String digits, int exponent) {
        int count = digits.length();
        if (exponent > MAX_PLAIN_EXPONENT || exponent <= MIN_PLAIN_EXPONENT) {
            String fraction = count == 1 ? "" : "." + digits.substring(1);
            String sign = exponent > 0 ? "+" : "-";
            return digits.charAt(0) + fraction + "e" + sign + Math.abs(exponent - 1);
        }
        if (exponent >= count) {
            return digits + "0".repeat(exponent - count);
        }
        return exponent > 0
                ? digits.substring(0, exponent) + "." + digits.substring(exponent)
                : "0." + "0".repeat(-exponent) + digits;
    }
}
