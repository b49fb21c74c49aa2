package io.casemate.engine.airlock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FileKindTest {

    @ParameterizedTest
    @CsvSource({
        "80049541, AL-101", // pickle, version 4
        "80025d71, AL-101",
        "286470300a, AL-101", // text pickle
        "504b0304, AL-200",
        "1f8b08, AL-200",
        "377abcaf271c, AL-200",
        "526172211a, AL-200",
        "894844460d0a1a0a, AL-102", // HDF5
        "4747554603000000, AL-102",
        "1800000054464c33, AL-102", // TFLite
        "934e554d505901, AL-102",
        "40000000000000007b22, AL-102", // safetensors
        "180000004f52544d, AL-103",
        "7f454c46, AL-104",
        "4d5a9000, AL-104",
        "cffaedfe, AL-104",
        "cafebabe, AL-104",
        "23212f62696e2f7368, AL-104"
    })
    void knowsWhatIsNoOnnxModelByItsBytes(String head, String code) {
        byte[] bytes = HexFormat.of().parseHex(head);

        Optional<FileKind> kind = FileKind.of(Arrays.copyOf(bytes, Math.max(bytes.length, 16)));

        assertEquals(
                Optional.of(code), kind.map(found -> found.refusal("x").problem().code().id()));
    }

    @Test
    void takesAnOnnxModelForWhatItIs() {
        assertEquals(Optional.empty(), FileKind.of(SmallModels.sound()));
    }

    @Test
    void takesShortFilesForNothingElse() {
        assertEquals(Optional.empty(), FileKind.of(new byte[0]));
        assertEquals(Optional.empty(), FileKind.of(new byte[] {8}));
    }
}
