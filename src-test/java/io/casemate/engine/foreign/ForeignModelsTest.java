package io.casemate.engine.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.foreign.ForeignFiles.Gguf;
import io.casemate.engine.foreign.ForeignModels.Format;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Headers of other formats are told of, or not believed; nothing hangs on them.
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ForeignModelsTest {
    private static final int FUZZ_ROUNDS = 1_000;
    private static final String TWO_TENSORS =
            """
            {"__metadata__":{"format":"pt"},
             "w":{"dtype":"F16","shape":[2,3],"data_offsets":[4,16]},
             "b":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}   \
            """;

    @TempDir Path temp;

    private Outcome<ForeignModel> outcome(Format format, byte[] content) throws IOException {
        return ForeignModels.read(Files.write(temp.resolve("m"), content), format, "m");
    }

    private ForeignModel read(Format format, byte[] content) throws IOException {
        return switch (outcome(format, content)) {
            case Outcome.Done<ForeignModel>(ForeignModel model) -> model;
            case Outcome.Refused<ForeignModel>(Problem problem) ->
                    throw new AssertionError(problem.toString());
        };
    }

    private String refused(Format format, byte[] content) throws IOException {
        return switch (outcome(format, content)) {
            case Outcome.Done<ForeignModel>(ForeignModel model) ->
                    throw new AssertionError("believed: " + model);
            case Outcome.Refused<ForeignModel>(Problem problem) -> {
                assertEquals("AL-107", problem.code().id());
                yield problem.why();
            }
        };
    }

    private void assertRefused(String part, Format format, byte[] content) throws IOException {
        String why = refused(format, content);

        assertTrue(why.contains(part), why);
    }

    @Test
    void tellsWhatIsInASafetensorsFile() throws Exception {
        ForeignModel model = read(Format.SAFETENSORS, ForeignFiles.safetensors(TWO_TENSORS, 16));

        assertEquals(
                "It holds 2 tensors (F16 1, F32 1), 7 parameters, 16 B of weights.",
                model.sentence());
    }

    @Test
    void tellsWhatIsInAGgufFileOfEitherByteOrder() throws Exception {
        assertEquals(
                "It holds 'Tiny', architecture llama, 1 tensor (Q8_0), 64 parameters, 68 B"
                        + " of weights.",
                read(Format.GGUF, ForeignFiles.gguf()).sentence());
        byte[] big = new Gguf(ByteOrder.BIG_ENDIAN).start(1, 0).tensor("w", 0, 5).data(20);
        assertEquals(
                "It holds 1 tensor (F32), 5 parameters, 20 B of weights.",
                read(Format.GGUF, big).sentence());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | where START_OBJECT belongs",
                "{\"w\":1} | where START_OBJECT belongs",
                "{\"w\": | no JSON",
                "{\"w\":{}} | does not say where it lies",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,15]}} | 4 elements of F32 but 15 bytes",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[8,24]}} | reads past the end (up to byte 24 of 16)",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,16]}} | starts at byte 8, where 0 should follow",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} | end at byte 8, and 16 bytes are there",
                "{\"w\":{\"dtype\":\"U8\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,16]}} | more elements than any file",
                "{\"w\":{\"dtype\":\"U8\",\"shape\":[-1],\"data_offsets\":[0,16]}} | more elements than any file",
                "{\"w\":{\"dtype\":\"U8\",\"shape\":[1e3],\"data_offsets\":[0,16]}} | where VALUE_NUMBER_INT belongs",
                "{\"w\":{\"dtype\":\"U8\",\"shape\":[16],\"data_offsets\":[0,16],\"x\":1}} | unknown property 'x'"
            })
    void doesNotBelieveASafetensorsHeaderThatCannotBeTrue(String header, String part)
            throws Exception {
        assertRefused(part, Format.SAFETENSORS, ForeignFiles.safetensors(header, 16));
    }

    @Test
    void doesNotBelieveLengthsOfSafetensorsHeaders() throws Exception {
        byte[] json = "{}".getBytes(StandardCharsets.UTF_8);

        assertRefused("too few for a header", Format.SAFETENSORS, new byte[7]);
        assertRefused(
                "says 18,446,744,073,709,551,615 bytes, but only 2 are left",
                Format.SAFETENSORS,
                ForeignFiles.safetensors(-1, json, 0));
        assertRefused(
                "says 3 bytes, but only 2 are left",
                Format.SAFETENSORS,
                ForeignFiles.safetensors(3, json, 0));
    }

    @Test
    void doesNotBelieveCountsOfGgufHeaders() throws Exception {
        Gguf tensors = new Gguf(ByteOrder.LITTLE_ENDIAN).start(-1, 0);
        assertRefused("18446744073709551615 tensors", Format.GGUF, tensors.data(64));

        Gguf array =
                new Gguf(ByteOrder.LITTLE_ENDIAN).start(0, 1).key("a", 9).int32(5).int64(1L << 40);
        assertRefused("1099511627776 elements of 'a'", Format.GGUF, array.data(64));

        Gguf text = new Gguf(ByteOrder.LITTLE_ENDIAN).start(0, 1).key("a", 8).int64(1L << 62);
        assertRefused("The length of 'a' is 4611686018427387904", Format.GGUF, text.data(64));

        Gguf shape = new Gguf(ByteOrder.LITTLE_ENDIAN).start(1, 0).tensor("w", 0, 1L << 62, 4);
        assertRefused("more elements than any file", Format.GGUF, shape.data(64));
    }

    @Test
    void doesNotBelieveGgufTensorsThatDoNotFit() throws Exception {
        Gguf past = new Gguf(ByteOrder.LITTLE_ENDIAN).start(1, 0).tensor("w", 0, 100);
        assertRefused(
                "reads past the end (400 bytes from byte 0 of 64)", Format.GGUF, past.data(64));

        Gguf part = new Gguf(ByteOrder.LITTLE_ENDIAN).start(1, 0).tensor("w", 8, 33);
        assertRefused("33 elements, which Q8_0 cannot hold", Format.GGUF, part.data(64));
    }

    @Test
    void doesNotFollowNestedListsForEver() throws Exception {
        Gguf nested = new Gguf(ByteOrder.LITTLE_ENDIAN).start(0, 1).text("a").int32(9);
        for (int i = 0; i < 1000; i++) {
            nested.int32(9).int64(1);
        }

        assertRefused("nested more than 4 deep", Format.GGUF, nested.data(64));
    }

    @Test
    void alwaysAnswersWhateverIsDamaged() throws Exception {
        var random = new Random(7);
        for (int i = 0; i < FUZZ_ROUNDS; i++) {
            Format format = i % 2 == 0 ? Format.GGUF : Format.SAFETENSORS;
            byte[] content =
                    format == Format.GGUF
                            ? ForeignFiles.gguf()
                            : ForeignFiles.safetensors(TWO_TENSORS, 16);
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                content[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(8));
            }

            outcome(format, content);
        }
    }
}
