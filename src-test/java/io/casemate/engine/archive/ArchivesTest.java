package io.casemate.engine.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tasks.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Good archives come out as they went in; hostile ones are refused, and never write elsewhere.
@Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ArchivesTest {
    private static final byte[] MODEL = "a model, or so it says".getBytes(StandardCharsets.UTF_8);
    private static final int FUZZ_ROUNDS = 300;

    @TempDir Path temp;

    private String verdict(byte[] archive, Path target) throws IOException, InterruptedException {
        Path file = Files.write(temp.resolve("archive"), archive);
        return switch (Archives.unpack(file, target, UnpackLimits.STANDARD, Progress.NONE)) {
            case Outcome.Done<Path> _ -> "done";
            case Outcome.Refused<Path>(Problem problem) -> problem.code().id();
        };
    }

    private static byte[] zip(int method, String... names) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                var entry = new ZipEntry(name);
                if (method == ZipEntry.STORED) {
                    var crc = new java.util.zip.CRC32();
                    crc.update(MODEL);
                    entry.setMethod(method);
                    entry.setSize(MODEL.length);
                    entry.setCrc(crc.getValue());
                }
                zip.putNextEntry(entry);
                zip.write(MODEL);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] zipOf(String name, byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] member(String name, char type, byte[] content) {
        byte[] header = new byte[TarHeader.BLOCK];
        put(header, 0, name);
        put(header, 100, "0000644\0");
        put(header, 124, "%011o\0".formatted(content.length));
        header[156] = (byte) type;
        put(header, 257, "ustar\00000");
        put(header, 148, "        ");
        int sum = 0;
        for (byte value : header) {
            sum += value & 0xff;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        int padded = (content.length + TarHeader.BLOCK - 1) / TarHeader.BLOCK * TarHeader.BLOCK;
        byte[] member = Arrays.copyOf(header, TarHeader.BLOCK + padded);
        System.arraycopy(content, 0, member, TarHeader.BLOCK, content.length);
        return member;
    }

    private static void put(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    private static byte[] tar(byte[]... members) {
        var tar = new ByteArrayOutputStream();
        for (byte[] member : members) {
            tar.writeBytes(member);
        }
        tar.writeBytes(new byte[2 * TarHeader.BLOCK]);
        return tar.toByteArray();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] file(String name) {
        return member(name, '0', MODEL);
    }

    private static byte[] pax(String key, String value) {
        String rest = " " + key + "=" + value + "\n";
        int bytes = rest.getBytes(StandardCharsets.UTF_8).length;
        int length = bytes;
        while (length != bytes + Integer.toString(length).length()) {
            length = bytes + Integer.toString(length).length();
        }
        return member("pax", 'x', (length + rest).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] rawPax(String records) {
        return member("pax", 'x', records.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] flipped(byte[] archive, int beforeEnd) {
        byte[] flipped = archive.clone();
        flipped[flipped.length - beforeEnd] ^= 1;
        return flipped;
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] joined = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, joined, one.length, other.length);
        return joined;
    }

    static Stream<Arguments> good() throws IOException {
        String deep = "folder/" + "n".repeat(120) + ".onnx";
        return Stream.of(
                Arguments.of("deflated", "a/m.onnx", zip(ZipEntry.DEFLATED, "a/m.onnx")),
                Arguments.of("stored", "m.onnx", zip(ZipEntry.STORED, "m.onnx")),
                Arguments.of("tar", "m.onnx", tar(file("./m.onnx"))),
                Arguments.of("tar.gz", "m.onnx", gzip(tar(file("m.onnx")))),
                Arguments.of(
                        "gzip with some zeros more",
                        "m.onnx",
                        joined(gzip(tar(file("m.onnx"))), new byte[512])),
                Arguments.of(
                        "gzip in members",
                        "m.onnx",
                        joined(
                                gzip(Arrays.copyOf(tar(file("m.onnx")), 700)),
                                gzip(Arrays.copyOfRange(tar(file("m.onnx")), 700, 2048)))),
                Arguments.of(
                        "gzip in many members",
                        "m.onnx",
                        joined(manyEmpty(), gzip(tar(file("m.onnx"))))),
                Arguments.of("pax", deep, tar(pax("path", deep), file("short"))),
                Arguments.of(
                        "GNU long name",
                        deep,
                        tar(
                                member("././@LongLink", 'L', (deep + "\0").getBytes()),
                                file("short"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("good")
    void unpacks(String what, String name, byte[] archive) throws Exception {
        Path target = temp.resolve("target");

        assertEquals("done", verdict(archive, target));
        assertArrayEquals(MODEL, Files.readAllBytes(target.resolve(name)));
    }

    static Stream<Arguments> badNames() {
        return Stream.of(
                        "../x",
                        "a/../../x",
                        "/etc/x",
                        "C:x",
                        "a\\b",
                        "a//b",
                        "a/./b",
                        "NUL",
                        "com1.onnx",
                        "aux/x",
                        "x.",
                        "x ",
                        "a\u0001b",
                        "a\u202eb",
                        "n".repeat(256),
                        "a?",
                        "d/".repeat(17) + "x")
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("badNames")
    void refusesNamesThatLeaveTheFolderOrAreNoneSomewhere(String name) throws Exception {
        assertEquals("AL-201", verdict(zip(ZipEntry.DEFLATED, name), temp.resolve("one")));
        assertEquals(
                "AL-201", verdict(tar(pax("path", name), file("short")), temp.resolve("other")));
    }

    static Stream<Arguments> hostile() throws IOException {
        byte[] zip = zip(ZipEntry.STORED, "aaaa", "bbbb");
        byte[] tar = tar(file("m.onnx"));
        byte[] badSum = tar.clone();
        badSum[3]++;
        return Stream.of(
                Arguments.of("symbolic link", "AL-202", tar(member("l", '2', new byte[0]))),
                Arguments.of("hard link", "AL-202", tar(member("l", '1', new byte[0]))),
                Arguments.of("device", "AL-202", tar(member("d", '3', new byte[0]))),
                Arguments.of("pipe", "AL-202", tar(member("p", '6', new byte[0]))),
                Arguments.of("zip link", "AL-202", patched(zip, 'c', 40, 0xa000)),
                Arguments.of("case", "AL-203", zip(ZipEntry.DEFLATED, "M.onnx", "m.onnx")),
                Arguments.of("twice", "AL-203", tar(file("m"), file("m"))),
                Arguments.of("file and folder", "AL-203", tar(file("m"), file("m/x"))),
                Arguments.of("folder and file", "AL-203", tar(file("m/x"), file("m"))),
                Arguments.of("composed", "AL-203", tar(file("\u00e9"), file("e\u0301"))),
                Arguments.of("pax without length", "AL-209", tar(rawPax("path=x\n"), file("m"))),
                Arguments.of("pax of nothing", "AL-209", tar(rawPax("7 a=b1\nx"), file("m"))),
                Arguments.of("pax length 0", "AL-209", tar(rawPax("0 path=x\n"), file("m"))),
                Arguments.of("pax too long", "AL-209", tar(rawPax("99 path=x\n"), file("m"))),
                Arguments.of("pax at the end", "AL-209", tar(file("m"), pax("path", "x"))),
                Arguments.of("gzip with more", "AL-205", Arrays.copyOf(gzip(tar), 70_000)),
                Arguments.of("gzip checksum", "AL-209", flipped(gzip(tar), 8)),
                Arguments.of("packed leftover", "AL-205", withLeftover()),
                Arguments.of("zip bomb", "AL-204", zipOf("z", new byte[8 << 20])),
                Arguments.of("gzip bomb", "AL-204", gzip(tar(member("z", '0', new byte[8 << 20])))),
                Arguments.of("local name", "AL-205", patched(zip, 'l', 30, 'x')),
                Arguments.of("local method", "AL-205", patched(zip, 'l', 8, 8)),
                Arguments.of("overlap", "AL-205", overlapping(zip)),
                Arguments.of("zip in zip", "AL-206", zipOf("x.zip", zip)),
                Arguments.of("gzip in tar", "AL-206", tar(member("x", '0', gzip(MODEL)))),
                Arguments.of("encrypted", "AL-207", patched(patched(zip, 'c', 8, 1), 'l', 6, 1)),
                Arguments.of("sparse", "AL-207", tar(pax("GNU.sparse.major", "1"), file("m"))),
                Arguments.of("odd type", "AL-207", tar(member("m", 'S', MODEL))),
                Arguments.of("many", "AL-208", many()),
                Arguments.of("checksum", "AL-209", badSum),
                Arguments.of("cut tar", "AL-209", Arrays.copyOf(tar, 700)),
                Arguments.of("no end", "AL-209", Arrays.copyOf(tar, 1024)),
                Arguments.of("cut zip", "AL-209", Arrays.copyOf(zip, zip.length - 10)),
                Arguments.of("trailing", "AL-209", Arrays.copyOf(zip, zip.length + 70_000)),
                Arguments.of("cut gzip", "AL-209", Arrays.copyOf(gzip(tar), 60)),
                Arguments.of("CRC", "AL-209", patched(patched(zip, 'c', 16, 1), 'l', 14, 1)),
                Arguments.of("text", "AL-209", MODEL));
    }

    /// {@return a gzip file of so many members that a reader that calls itself for each overflows}
    private static byte[] manyEmpty() throws IOException {
        var bytes = new ByteArrayOutputStream();
        byte[] empty = gzip(new byte[0]);
        for (int i = 0; i < 50_000; i++) {
            bytes.writeBytes(empty);
        }
        return bytes.toByteArray();
    }

    /// {@return a deflated entry whose packed bytes go on past its content}
    private static byte[] withLeftover() {
        byte[] deflated = {3, 0};
        ByteBuffer zip = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
        zip.putInt(0x04034b50).putShort((short) 20).putShort((short) 0).putShort((short) 8);
        zip.putInt(0).putInt(0).putInt(12).putInt(0).putShort((short) 1).putShort((short) 0);
        zip.put((byte) 'a').put(deflated).put(new byte[10]);
        int central = zip.position();
        zip.putInt(0x02014b50).putShort((short) 20).putShort((short) 20).putShort((short) 0);
        zip.putShort((short) 8).putInt(0).putInt(0).putInt(12).putInt(0).putShort((short) 1);
        zip.putShort((short) 0).putShort((short) 0).putShort((short) 0).putShort((short) 0);
        zip.putInt(0).putInt(0).put((byte) 'a');
        int end = zip.position();
        zip.putInt(0x06054b50).putInt(0).putShort((short) 1).putShort((short) 1);
        zip.putInt(end - central).putInt(central).putShort((short) 0);
        return Arrays.copyOf(zip.array(), zip.position());
    }

    private static byte[] many() {
        byte[][] members = new byte[4097][];
        for (int i = 0; i < members.length; i++) {
            members[i] = member("f" + i, '0', new byte[0]);
        }
        return tar(members);
    }

    /// {@return `zip` with two bytes of its first central or local header changed}
    private static byte[] patched(byte[] zip, char header, int at, int value) {
        byte[] patched = zip.clone();
        int start = header == 'l' ? 0 : central(zip, 0);
        patched[start + at] = (byte) value;
        if (value > 0xff || at == 8 || at == 6) {
            patched[start + at + 1] = (byte) (value >> 8);
        }
        return patched;
    }

    private static int central(byte[] zip, int from) {
        for (int i = from; ; i++) {
            if (zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 1 && zip[i + 3] == 2) {
                return i;
            }
        }
    }

    private static byte[] overlapping(byte[] zip) {
        byte[] patched = zip.clone();
        int second = central(zip, central(zip, 0) + 1);
        Arrays.fill(patched, second + 42, second + 46, (byte) 0);
        return patched;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void refuses(String what, String code, byte[] archive) throws Exception {
        assertEquals(code, verdict(archive, temp.resolve("target")));
    }

    @Test
    void letsASmallModelOfZerosPass() throws Exception {
        assertEquals("done", verdict(zipOf("z", new byte[1 << 20]), temp.resolve("target")));
    }

    @Test
    void neverWritesElsewhereWhateverIsDamaged() throws Exception {
        List<byte[]> good =
                List.of(
                        zip(ZipEntry.DEFLATED, "a/m.onnx", "w.bin"),
                        zip(ZipEntry.STORED, "m.onnx", "w.bin"),
                        tar(pax("path", "b/x.onnx"), file("short"), file("w.bin")),
                        gzip(tar(file("m.onnx"), file("w.bin"))));
        var random = new Random(7);

        for (int i = 0; i < FUZZ_ROUNDS; i++) {
            byte[] archive = good.get(i % good.size()).clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                archive[random.nextInt(archive.length)] ^= (byte) (1 << random.nextInt(8));
            }
            if (random.nextInt(3) == 0) {
                archive = Arrays.copyOf(archive, random.nextInt(archive.length));
            }
            verdict(archive, temp.resolve("target-" + i));
        }

        try (Stream<Path> all = Files.list(temp)) {
            assertEquals(
                    List.of(),
                    all.map(path -> path.getFileName().toString())
                            .filter(name -> !name.matches("archive|target-\\d+"))
                            .toList());
        }
    }
}
