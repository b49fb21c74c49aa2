package io.casemate.engine.airlock;

import static io.casemate.engine.airlock.SmallModels.FLOAT;
import static io.casemate.engine.airlock.SmallModels.adding;
import static io.casemate.engine.airlock.SmallModels.graph;
import static io.casemate.engine.airlock.SmallModels.model;
import static io.casemate.engine.airlock.SmallModels.node;
import static io.casemate.engine.airlock.SmallModels.sound;
import static io.casemate.engine.airlock.SmallModels.tensor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Models that carry something else among their weights. The programs are headers only: they do not
/// run.
final class HostileContent {

    private static final int SIZE = 8192;
    private static final byte[] ELF = {
        0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0x3e, 0
    };
    private static final byte[] SCRIPT = text("#!/bin/sh\nrm -rf /\n");
    private static final byte[] FRAMED =
            text(
                    "\u0080\u0004\u0095\u001d\0\0\0\0\0\0\0\u008c\u0005posix\u0094\u008c\u0006system\u0094\u0093.");

    private HostileContent() {}

    /// What is hidden, without what it is hidden in.
    record Hidden(String what, byte[] content) {
        @Override
        public String toString() {
            return what;
        }
    }

    /// {@return one of each kind that is looked for, and of some kinds more}
    static List<Hidden> contents() {
        byte[] macho = {-49, -6, -19, -2, 7, 0, 0, 1, 3, 0, 0, 0, 2, 0, 0, 0};
        return List.of(
                new Hidden("ELF", ELF),
                new Hidden("Windows program", windows(0x80)),
                new Hidden("Windows program with a large stub", windows(3_000)),
                new Hidden("Mach-O", macho),
                new Hidden("Java class", new byte[] {-54, -2, -70, -66, 0, 0, 0, 69}),
                new Hidden("ZIP", zip()),
                new Hidden("pickle of protocol 0", text("cposix\nsystem\n(S'id'\ntR.")),
                new Hidden("pickle of protocol 2", pickle("")),
                new Hidden("pickle with padding before it imports", pickle("a".repeat(3_000))),
                new Hidden("pickle of protocol 4", FRAMED),
                new Hidden("script", SCRIPT));
    }

    private static byte[] pickle(String padding) {
        int length = padding.length();
        return text(
                "\u0080\u0002X%c%c\0\0%sq\u0000cposix\nsystem\nq\u0001X\u0002\0\0\0id\u0085R."
                        .formatted(length & 0xff, length >> 8, padding));
    }

    static List<HostileCase> all() {
        List<HostileCase> inWeights =
                contents().stream().map(hidden -> inWeights(hidden, 512)).toList();
        List<HostileCase> elsewhere =
                List.of(
                        inWeights(new Hidden("ELF at the start", ELF), 0),
                        inWeights(new Hidden("ELF at byte 1,001", ELF), 1_001),
                        inWeights(new Hidden("script at byte 7", SCRIPT), 7),
                        hidden("script in the notes", withNote(SCRIPT)),
                        hidden(
                                "script in a text",
                                adding(tensor(8, 1).bytes(6, padded(SCRIPT, 0)))),
                        hidden("ELF in an attribute", withAttribute(padded(ELF, 3))),
                        hidden("ELF across two pieces", adding(large(ELF))));
        return Stream.concat(inWeights.stream(), elsewhere.stream()).toList();
    }

    private static HostileCase hidden(String what, byte[] content) {
        return new HostileCase(what, "AL-901", content);
    }

    private static HostileCase inWeights(Hidden hidden, int offset) {
        byte[] weights = padded(hidden.content(), offset);
        return hidden(hidden.what(), adding(tensor(FLOAT, SIZE / 4).bytes(9, weights)));
    }

    private static Proto large(byte[] content) {
        byte[] weights = new byte[2 * SourceBytes.PIECE];
        System.arraycopy(content, 0, weights, SourceBytes.PIECE - 2, content.length);
        return tensor(FLOAT, weights.length / 4).bytes(9, weights);
    }

    private static byte[] padded(byte[] content, int offset) {
        byte[] padded = new byte[SIZE];
        System.arraycopy(content, 0, padded, offset, content.length);
        return padded;
    }

    private static byte[] text(String value) {
        return value.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] withNote(byte[] content) {
        return new Proto().raw(sound()).bytes(6, padded(content, 0)).toBytes();
    }

    private static byte[] withAttribute(byte[] content) {
        Proto attribute = new Proto().text(1, "note").bytes(4, content).number(20, 3);
        return model(graph().message(1, node("Relu", "", "x", "y").message(5, attribute)));
    }

    private static byte[] windows(int header) {
        byte[] program = new byte[header + 4];
        program[0] = 'M';
        program[1] = 'Z';
        program[0x3c] = (byte) header;
        program[0x3d] = (byte) (header >> 8);
        program[header] = 'P';
        program[header + 1] = 'E';
        return program;
    }

    private static byte[] zip() {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("payload.py"));
            zip.write(text("import os"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
