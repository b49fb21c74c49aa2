package io.casemate.views.kit;

/// Names of things, short enough for a table: digests lose their tail, names stay.
public final class Subjects {
    private static final String DIGEST = "sha256:";
    private static final int DIGITS = 12;

    private Subjects() {}

    /// {@return `text`, a digest cut to its first 12 digits}
    public static String shortened(String text) {
        int end = DIGEST.length() + DIGITS;
        return text.startsWith(DIGEST) && text.length() > end
                ? text.substring(DIGEST.length(), end)
                : text;
    }
}
