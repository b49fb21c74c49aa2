package io.casemate.engine.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.problem.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StructuresTest {
    private static final int LAYERS = 100;

    @TempDir Path folder;

    private int made;

    private ModelStructure transformer(int layers, boolean named) throws IOException {
        Path file = folder.resolve("model-%d.onnx".formatted(made++));
        return done(Structures.read(Transformers.write(file, layers, named)));
    }

    static <T> T done(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(T value) -> value;
            case Outcome.Refused<T>(var problem) -> throw new AssertionError(problem.toString());
        };
    }

    @Test
    void connectsNodesAndLeavesWeightsOut() throws IOException {
        ModelStructure structure = transformer(2, true);

        assertEquals(2 * Transformers.NODES_A_LAYER + 1, structure.nodes().size());
        GraphNode first = structure.nodes().getFirst();
        assertEquals("MatMul", first.operator());
        assertEquals(List.of("tokens"), first.inputs().stream().map(GraphValue::name).toList());
        assertEquals(4_096, first.weightBytes());
        assertTrue(structure.edges().contains(new Edge(structure.inputVertex(0), 0, "tokens")));
        assertTrue(
                structure
                        .edges()
                        .contains(
                                new Edge(
                                        structure.nodes().size() - 1,
                                        structure.outputVertex(0),
                                        "scores")));
    }

    @Test
    void groupsNodesByThePathsInTheirNames() throws IOException {
        ModelStructure structure = transformer(3, true);

        Block encoder = structure.root().blocks().getFirst();

        assertEquals("encoder", encoder.name());
        assertEquals(
                List.of("layer.0", "layer.1", "layer.2"),
                encoder.blocks().stream().map(Block::name).toList());
        assertEquals(Transformers.NODES_A_LAYER, encoder.blocks().getFirst().size());
    }

    @Test
    void findsRepeatedLayersWhereNamesSayNothing() throws IOException {
        ModelStructure structure = transformer(10, false);

        List<Integer> sizes = structure.root().blocks().stream().map(Block::size).toList();

        assertTrue(sizes.size() >= 9, sizes.toString());
        assertTrue(structure.root().members() <= 60, sizes.toString());
    }

    @Test
    void drawsEveryVisibleNodeOnceAndWithoutOverlap() throws IOException {
        ModelStructure structure = transformer(4, true);
        Set<Integer> all = structure.root().all().map(Block::id).collect(Collectors.toSet());

        Drawing drawing = Layout.draw(structure, all, () -> false).orElseThrow();

        List<Box> leaves = drawing.boxes().stream().filter(box -> !box.isExpanded()).toList();
        assertEquals(structure.vertices(), leaves.size());
        for (int i = 0; i < leaves.size(); i++) {
            for (int k = i + 1; k < leaves.size(); k++) {
                assertTrue(
                        areApart(leaves.get(i), leaves.get(k)),
                        leaves.get(i) + " " + leaves.get(k));
            }
        }
    }

    private static boolean areApart(Box one, Box other) {
        return one.x() + one.width() <= other.x() + 0.01
                || other.x() + other.width() <= one.x() + 0.01
                || one.y() + one.height() <= other.y() + 0.01
                || other.y() + other.height() <= one.y() + 0.01;
    }

    @Test
    void drawsTheSameGraphTheSameWay() throws IOException {
        ModelStructure structure = transformer(4, true);
        Set<Integer> open = Layout.readable(structure);

        Drawing first = Layout.draw(structure, open, () -> false).orElseThrow();
        Drawing second = Layout.draw(structure, open, () -> false).orElseThrow();

        assertEquals(first.boxes(), second.boxes());
    }

    @Test
    void opensLargeModelsReadable() throws IOException {
        ModelStructure structure = transformer(LAYERS, true);

        Drawing drawing =
                Layout.draw(structure, Layout.readable(structure), () -> false).orElseThrow();

        assertTrue(drawing.boxes().size() <= 160, "boxes: " + drawing.boxes().size());
    }

    @Test
    void givesUpWhenCancelled() throws IOException {
        ModelStructure structure = transformer(4, true);

        assertTrue(Layout.draw(structure, new HashSet<>(), () -> true).isEmpty());
    }

    @Test
    void findsNoDifferenceBetweenEqualModels() throws IOException {
        Comparison comparison =
                done(Structures.compare(transformer(2, true), transformer(2, true)));

        assertEquals(List.of(), comparison.changes());
        assertEquals(2 * Transformers.NODES_A_LAYER + 1, comparison.same());
    }

    @Test
    void findsTheOneWeightThatDiffers() throws IOException {
        ModelStructure old = transformer(2, true);
        Path file = Transformers.write(folder.resolve("other.onnx"), 2, true, (byte) 7);

        Comparison comparison = done(Structures.compare(old, done(Structures.read(file))));

        assertEquals(1, comparison.changes().size());
        Change change = comparison.changes().getFirst();
        assertEquals(0, change.node().id());
        assertEquals(Difference.Aspect.WEIGHT, change.differences().getFirst().aspect());
        assertTrue(change.differences().getFirst().before().startsWith("sha256:"));
    }

    @Test
    void namesAddedNodes() throws IOException {
        Comparison comparison =
                done(Structures.compare(transformer(2, true), transformer(3, true)));

        assertEquals(Transformers.NODES_A_LAYER, comparison.count(Change.Kind.ADDED));
        assertEquals(0, comparison.count(Change.Kind.REMOVED));
        assertEquals(6L, comparison.operators().get("MatMul") - 2);
    }

    @Test
    void refusesAFileThatIsNotThere() {
        Outcome<ModelStructure> outcome = Structures.read(folder.resolve("gone.onnx"));

        assertEquals(
                "STRUCTURE-002",
                outcome instanceof Outcome.Refused<ModelStructure>(var problem)
                        ? problem.code().id()
                        : "");
    }
}
