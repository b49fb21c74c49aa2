package io.casemate.engine.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// JSON in the one form in which it is hashed and signed.
///
/// Source: RFC 8785, JSON Canonicalization Scheme.
public final class CanonicalJson {
    private static final long LARGEST_EXACT = 1L << 53;
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int PLAIN_FROM = -6;
    private static final int PLAIN_TO = 21;

    private CanonicalJson() {}

    /// {@return UTF-8 bytes}
    ///
    /// @throws IllegalArgumentException when a whole number is too large for a double, or a number
    ///   is not finite
    public static byte[] bytes(JsonNode node) {
        var out = new StringBuilder();
        write(node, out);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(JsonNode node, StringBuilder out) {
        switch (node.getNodeType()) {
            case OBJECT -> object(node, out);
            case ARRAY -> array(node, out);
            case STRING -> string(node.asString(), out);
            case NUMBER -> number(node, out);
            case BOOLEAN -> out.append(node.asBoolean());
            case NULL -> out.append("null");
            case BINARY, MISSING, POJO ->
                    throw new IllegalArgumentException("no JSON value: " + node.getNodeType());
        }
    }

    private static void object(JsonNode node, StringBuilder out) {
        List<Map.Entry<String, JsonNode>> members =
                node.properties().stream()
                        .sorted(Comparator.comparing(Map.Entry::getKey)) // UTF-16 code units
                        .toList();
        String separator = "";
        out.append('{');
        for (Map.Entry<String, JsonNode> member : members) {
            out.append(separator);
            string(member.getKey(), out);
            out.append(':');
            write(member.getValue(), out);
            separator = ",";
        }
        out.append('}');
    }

    private static void array(JsonNode node, StringBuilder out) {
        String separator = "";
        out.append('[');
        for (JsonNode element : node) {
            out.append(separator);
            write(element, out);
            separator = ",";
        }
        out.append(']');
    }

    private static void string(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (character < FIRST_PRINTABLE) {
                        out.append("\\u%04x".formatted((int) character));
                    } else {
                        out.append(character);
                    }
                }
            }
        }
        out.append('"');
    }

    private static void number(JsonNode node, StringBuilder out) {
        if (node.isIntegralNumber()) {
            long value = node.asLong();
            if (!node.canConvertToLong() || Math.abs(value) > LARGEST_EXACT) {
                throw new IllegalArgumentException("whole number is too large: " + node);
            }
            out.append(value);
        } else {
            out.append(text(node.asDouble()));
        }
    }

    /// {@return `value` as ECMAScript writes numbers}
    static String text(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("number is not finite: " + value);
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal shortest = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
        String digits = shortest.unscaledValue().toString();
        int point = digits.length() - shortest.scale(); // digits before the decimal point
        return (value < 0 ? "-" : "") + placed(digits, point);
    }

    private static String placed(String digits, int point) {
        if (point > PLAIN_TO || point <= PLAIN_FROM) {
            String rest = digits.length() > 1 ? "." + digits.substring(1) : "";
            int exponent = point - 1;
            return digits.charAt(0) + rest + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
        }
        if (point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        return point >= digits.length()
                ? digits + "0".repeat(point - digits.length())
                : digits.substring(0, point) + "." + digits.substring(point);
    }
}
