package io.casemate.engine.airlock;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.ModelBytes;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.ReadLimits;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a worker turns away by reading, before anything is run.
@Timeout(60)
final class HostileModelsTest {
    @TempDir static Path shared;
    @TempDir Path folder;
    private ImportFixture console;

    @BeforeEach
    void open() throws IOException {
        console = new ImportFixture(folder.resolve("data"), shared.resolve("native"));
    }

    @AfterEach
    void close() {
        console.close();
    }

    private Problem assertRefused(String code, byte[] content) throws Exception {
        return console.assertRefused(code, Files.write(folder.resolve("hostile.onnx"), content));
    }

    private Problem assertRefused(String code, Model model) throws Exception {
        return assertRefused(code, ModelBytes.of(model));
    }

    @Test
    void refusesTextThatIsNoModel() throws Exception {
        assertRefused("AL-401", "no model at all".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void refusesATruncatedModel() throws Exception {
        byte[] whole = ModelBytes.of(HandMade.sound());
        assertRefused("AL-401", Arrays.copyOf(whole, whole.length - 20));
    }

    @Test
    void refusesAnOperatorOfAForeignDomainAndNamesIt() throws Exception {
        Problem problem =
                assertRefused("AL-701", HandMade.of(HandMade.node("com.evil", "Backdoor")));
        assertTrue(problem.why().contains("com.evil:Backdoor"), problem.why());
    }

    @Test
    void refusesACompiledBlock() throws Exception {
        assertRefused("AL-702", HandMade.of(HandMade.node("com.microsoft", "EPContext")));
    }

    @Test
    void refusesFunctionsThatCallEachOther() throws Exception {
        Model plain = HandMade.of(HandMade.node("own", "A"));
        assertRefused(
                "AL-703",
                new Model(
                        plain.irVersion(),
                        "",
                        "",
                        plain.opsets(),
                        plain.graph(),
                        List.of(
                                ModelBytes.function("own", "A", "B"),
                                ModelBytes.function("own", "B", "A")),
                        List.of()));
    }

    @Test
    void refusesANegativeSize() throws Exception {
        assertRefused("AL-501", HandMade.adding(HandMade.floats(List.of(-4L), 16)));
    }

    @Test
    void refusesSizesWhoseProductOverflows() throws Exception {
        assertRefused("AL-501", HandMade.adding(HandMade.floats(List.of(1L << 62, 4L), 16)));
    }

    @Test
    void refusesSizesThatOverflowOnlyOnceTheyAreCountedInBits() throws Exception {
        List<Long> dims = List.of(1L << 58);
        var tensor = TensorProto.of("w", ElementType.DOUBLE, dims, new byte[0]);
        assertRefused("AL-501", HandMade.adding(tensor));
    }

    @Test
    void refusesATensorWithTooFewBytes() throws Exception {
        assertRefused("AL-502", HandMade.adding(HandMade.floats(List.of(4L), 12)));
    }

    @Test
    void refusesOneNodeMoreThanTheLimit() throws Exception {
        List<Node> nodes =
                IntStream.rangeClosed(0, ReadLimits.STANDARD.nodes())
                        .mapToObj(i ->
                                new Node(
                                        "",
                                        "Relu",
                                        List.of("v" + i),
                                        List.of("v" + (i + 1)),
                                        List.of()))
                        .toList();
        assertRefused("AL-404", HandMade.of(nodes, List.of()));
    }
}
