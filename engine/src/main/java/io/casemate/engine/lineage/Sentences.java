package io.casemate.engine.lineage;

import io.casemate.engine.ledger.LedgerEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What entries of the ledger say, in sentences. An entry of an unknown kind is called by its name.
public final class Sentences {
    private static final Pattern FIELD = Pattern.compile("\\{(~?)([\\w.]+)}");
    private static final String DIGEST = "sha256:";
    private static final int DIGITS = 12;

    private final Properties templates = new Properties();

    public Sentences() {
        try (InputStream in = Sentences.class.getResourceAsStream("sentences.properties")) {
            if (in == null) {
                throw new IllegalStateException("sentences.properties is not on the class path");
            }
            templates.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String of(LedgerEntry entry) {
        for (int i = 1; ; i++) {
            String template = templates.getProperty(entry.action() + "." + i);
            if (template == null) {
                return entry.action();
            }
            Optional<String> filled = fill(template, entry.body());
            if (filled.isPresent()) {
                return filled.get();
            }
        }
    }

    private static Optional<String> fill(String template, JsonNode body) {
        Matcher field = FIELD.matcher(template);
        var text = new StringBuilder();
        while (field.find()) {
            JsonNode value = body.at("/" + field.group(2).replace('.', '/'));
            if (!value.isValueNode() || value.isNull()) {
                return Optional.empty();
            }
            String said = value.asString();
            field.appendReplacement(
                    text,
                    Matcher.quoteReplacement(
                            field.group(1).isEmpty() ? shortened(said) : words(said)));
        }
        return Optional.of(field.appendTail(text).toString());
    }

    /// {@return the name of a constant, such as `TRIAL_RUN`, as people say it}
    private static String words(String constant) {
        return constant.replace('_', ' ').toLowerCase(Locale.ROOT);
    }

    private static String shortened(String text) {
        int end = DIGEST.length() + DIGITS;
        return text.startsWith(DIGEST) && text.length() > end
                ? text.substring(DIGEST.length(), end)
                : text;
    }
}
