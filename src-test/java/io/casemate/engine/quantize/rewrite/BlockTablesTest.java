package io.casemate.engine.quantize.rewrite;

import static io.casemate.engine.quantize.rewrite.RewriteFixture.assertAlike;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.assertRefused;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.constant;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.done;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.graph;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.node;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.with;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.OnnxReader;
import io.casemate.engine.onnx.ReadLimits;
import io.casemate.engine.onnx.Shape;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.quantize.Recipe;
import io.casemate.engine.quantize.Step;
import io.casemate.engine.tasks.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockTablesTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({"4, 32, 18, 0.2", "8, 16, 40, 0.4", "4, 16, 19, 0.25"})
    void picksRowsOfASmallTable(int bits, int blockSize, double leastDb, double mostSize)
            throws Exception {
        Path parent = write(folder, "rows", picking(constant("w", 600, 96)), 13);

        RewriteReport report = done(apply(parent, bits, blockSize));

        assertEquals(new RewriteReport(2, 2, report.modelFile()), report);
        double size = (double) Files.size(report.modelFile()) / Files.size(parent);
        assertTrue(size < mostSize, "size " + size);
        assertAlike(leastDb, parent, report, 3, 2, 1);
    }

    @Test
    void leavesATableThatSomethingElseReads() throws IOException {
        Graph rows = picking(constant("w", 96, 96));
        List<Node> nodes =
                List.of(
                        rows.nodes().get(0),
                        rows.nodes().get(1),
                        rows.nodes().get(2),
                        node("MatMul", "y", "a", "w"));
        Path parent = write(folder, "tied", rows.withNodes(nodes), 13);

        Problem problem = assertRefused("QUANT-101", apply(parent, 4, 32));

        assertTrue(problem.why().contains("something else reads the table"), problem.why());
    }

    @Test
    void leavesATableWhoseRowsAreNoMultipleOfTheBlock() throws IOException {
        Path parent = write(folder, "odd", picking(constant("w", 600, 90)), 13);

        Problem problem = assertRefused("QUANT-101", apply(parent, 4, 32));

        assertTrue(problem.why().contains("no multiple of 32"), problem.why());
        assertEquals(
                2,
                OnnxReader.read(parent, ReadLimits.STANDARD).graph().nodes().stream()
                        .filter(node -> node.is("Gather"))
                        .count());
    }

    /// Picks twice from one table.
    private static Graph picking(TensorProto table) {
        List<Node> nodes =
                List.of(
                        node("Abs", "positive", "x"),
                        with(node("Cast", "i", "positive"), Attribute.of("to", 7L)),
                        node("Gather", "a", "w", "i"),
                        node("Gather", "b", "w", "i"),
                        node("Add", "y", "a", "b"));
        return graph(nodes, List.of(table), Shape.of(3, 2, 1));
    }

    private Outcome<RewriteReport> apply(Path parent, int bits, int blockSize) throws IOException {
        Step step = new Step.BlockTables(bits, blockSize, Step.RangeSearch.MSE, List.of());
        return RecipeRewriter.apply(Recipe.of("test", step), parent, folder, Progress.NONE);
    }
}
