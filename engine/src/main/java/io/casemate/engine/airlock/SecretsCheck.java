package io.casemate.engine.airlock;

import io.casemate.engine.onnx.RawField;
import io.casemate.engine.onnx.Source;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/// Notes of a model that look like keys, and places that they point to. Never keeps a model out.
final class SecretsCheck {
    private static final int DOC_STRING = 6;
    private static final int METADATA = 14;

    private static final Pattern SECRET =
            Pattern.compile(
                    "\\b(AKIA|ASIA)[0-9A-Z]{16}\\b"
                            + "|-----BEGIN [A-Z ]*PRIVATE KEY-----"
                            + "|\\bgh[pousr]_[A-Za-z0-9]{36}"
                            + "|\\bhf_[A-Za-z0-9]{30,}"
                            + "|\\bsk-[A-Za-z0-9_-]{20,}"
                            + "|\\bxox[abpr]-[A-Za-z0-9-]{10,}"
                            + "|\\bAIza[0-9A-Za-z_-]{35}"
                            + "|(?i:password|passwd|api[_-]?key|secret)\\s*[=:]\\s*[^\\s]{8,}");

    private static final Pattern LINK = Pattern.compile("https?://([A-Za-z0-9.-]{1,200})");

    private SecretsCheck() {}

    static void run(Inspected inspected) {
        for (RawField field : notes(inspected)) {
            String text = text(field.payload());
            if (SECRET.matcher(text).find()) {
                inspected.warn(
                        AirlockProblem.SECRET,
                        "The model's notes contain what looks like a password or an API key. Whoever has the model can read it.");
            }
            LINK.matcher(text)
                    .results()
                    .map(match -> match.group(1))
                    .forEach(host ->
                            inspected.tell(
                                    AirlockProblem.LINK,
                                    "The model's notes point to %s.".formatted(host)));
        }
    }

    private static List<RawField> notes(Inspected inspected) {
        return inspected.model().others().stream()
                .filter(field -> field.number() == DOC_STRING || field.number() == METADATA)
                .toList();
    }

    private static String text(Source source) {
        return source instanceof Source.InMemory(byte[] bytes)
                ? new String(bytes, StandardCharsets.UTF_8)
                : "";
    }
}
