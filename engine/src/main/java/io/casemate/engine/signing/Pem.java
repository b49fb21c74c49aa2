package io.casemate.engine.signing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A block of a PEM file (RFC 7468).
///
/// @param label such as `PUBLIC KEY`
/// @param content the DER bytes
record Pem(String label, byte[] content) {
    static final Charset CHARACTERS = StandardCharsets.US_ASCII;

    /// More than any chain of certificates needs.
    static final int MAX_BYTES = 1 << 20;

    private static final int COLUMNS = 64;
    private static final Pattern BLOCK =
            Pattern.compile(
                    "-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]{0,400000})-----END \\1-----");

    /// {@return the blocks of `text` in order; empty when it holds none that can be decoded}
    static List<Pem> parse(String text) {
        List<Pem> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            try {
                String body = block.group(2).replaceAll("\\s", "");
                blocks.add(new Pem(block.group(1), Base64.getDecoder().decode(body)));
            } catch (IllegalArgumentException _) {
                return List.of();
            }
        }
        return blocks;
    }

    /// {@return the text of `file`, at most [#MAX_BYTES]}
    static String read(Path file, String what) throws Refusal {
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw SigningProblem.FILES.refusal(
                    what,
                    "'%s' could not be read: %s.".formatted(file, e),
                    "Name a file that exists and that this user may read.");
        }
        if (content.length > MAX_BYTES) {
            throw SigningProblem.NOT_AN_IDENTITY.refusal(
                    what,
                    "'%s' is larger than %,d bytes, the limit for keys and certificates."
                            .formatted(file, MAX_BYTES),
                    "Name a PEM file with one key, or with a certificate and its issuers.");
        }
        return new String(content, StandardCharsets.ISO_8859_1);
    }

    /// {@return the PEM text of one block, 64 columns, with a line break at its end}
    static String text(String label, byte[] content) {
        String body = Base64.getMimeEncoder(COLUMNS, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, body, label);
    }
}
