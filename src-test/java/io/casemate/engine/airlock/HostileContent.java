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
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Models that carry something else among their weights. The programs are headers only: they do not
/// run.
final class HostileContent {

    private HostileContent() {}

    private static final int SIZE = 8192;

    static List<HostileCase> all() {
        byte[] elf = {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0x3e, 0};
        byte[] macho = {-49, -6, -19, -2, 7, 0, 0, 1, 3, 0, 0, 0, 2, 0, 0, 0};
        byte[] java = {-54, -2, -70, -66, 0, 0, 0, 69};
        byte[] old = text("\u0080\u0002cposix\nsystem\nq\u0000X\u0002\u0000\u0000\u0000id.");
        byte[] framed =
                text(
                        "\u0080\u0004\u0095\u001d\0\0\0\0\0\0\0\u008c\u0005posix\u0094\u008c\u0006system\u0094\u0093.");
        byte[] script = text("#!/bin/sh\nrm -rf /\n");
        return List.of(
                inWeights("ELF at the start", elf, 0),
                inWeights("ELF at byte 1,001", elf, 1_001),
                inWeights("Windows program", windows(), 64),
                inWeights("Mach-O", macho, 400),
                inWeights("Java class", java, 4_096),
                inWeights("ZIP", zip(), 1_000),
                inWeights("pickle of protocol 2", old, 512),
                inWeights("pickle of protocol 4", framed, 513),
                inWeights("script", script, 7),
                hidden("script in the notes", withNote(script)),
                hidden("script in a text", adding(tensor(8, 1).bytes(6, padded(script, 0)))),
                hidden("ELF in an attribute", withAttribute(padded(elf, 3))),
                hidden("ELF across two pieces", adding(large(elf))));
    }

    private static HostileCase hidden(String what, byte[] content) {
        return new HostileCase(what, "AL-901", content);
    }

    private static HostileCase inWeights(String what, byte[] content, int offset) {
        return hidden(what, adding(tensor(FLOAT, SIZE / 4).bytes(9, padded(content, offset))));
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

    private static byte[] windows() {
        byte[] program = new byte[256];
        program[0] = 'M';
        program[1] = 'Z';
        program[0x3c] = (byte) 0x80;
        program[0x80] = 'P';
        program[0x81] = 'E';
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
