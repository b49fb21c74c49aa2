package io.casemate.engine.units;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// A SHA-256 of some bytes.
///
/// @param hex 64 lower-case hexadecimal digits
public record Digest(String hex) {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
    private static final String PREFIX = "sha256:";

    public Digest {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("hex is not 64 hexadecimal digits: " + hex);
        }
    }

    public static Digest of(byte[] content) {
        return ofHash(newSha256().digest(content));
    }

    /// {@return the digest that `sha256` has computed; the argument is 32 bytes}
    public static Digest ofHash(byte[] hash) {
        return new Digest(HexFormat.of().formatHex(hash));
    }

    /// @param text `sha256:` followed by 64 hexadecimal digits; also its form in JSON
    @JsonCreator
    public static Digest parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("text does not start with sha256: " + text);
        }
        return new Digest(text.substring(PREFIX.length()));
    }

    public static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// {@return the first 12 digits, enough for people to tell revisions apart}
    public String abbreviated() {
        return hex.substring(0, 12);
    }

    public byte[] hash() {
        return HexFormat.of().parseHex(hex);
    }

    @JsonValue
    @Override
    public String toString() {
        return PREFIX + hex;
    }
}
