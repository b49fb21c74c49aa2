package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.TensorValues;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.quantize.Step;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Tables that rows are picked from, such as embeddings, in blocks of 4-bit or 8-bit numbers; they
/// stay that small while the model runs:
///
/// ```
/// Gather (axis 0)            GatherBlockQuantized (com.microsoft)
///   table [V, D]        →      packed table [V, D * bits / 8], indices, scales, zero points
///   indices
/// ```
///
/// A table that anything else reads too stays, as a second one would make the model larger.
///
/// Source: ONNX Runtime contrib operator `com.microsoft.GatherBlockQuantized`.
record BlockTables(Step.BlockTables settings) implements StepRewrite {
    private static final int MATRIX = 2;

    @Override
    public Outcome<Rewritten> apply(Model model, Materials materials) throws IOException {
        var reasons = new Reasons();
        Walk.Replacement replacement =
                (node, draft) -> {
                    Optional<GraphDraft.Constant> table = table(node, draft, reasons);
                    return table.isPresent()
                            && replace(node, table.get(), new Place(draft, materials, reasons));
                };
        Set<String> keep = Set.copyOf(settings.keep());
        var walk = new Walk(replacement, keep, model.graph(), materials.progress());
        Graph graph = walk.rewritten(new GraphDraft(model.graph(), materials.scratch()));
        return walk.replaced() == 0
                ? Outcome.refused(
                        reasons.nothing("block-tables", "table that rows are picked from", model))
                : Outcome.done(
                        new Rewritten(
                                model.withGraph(graph).importing(BlockProducts.DOMAIN, 1),
                                walk.replaced()));
    }

    private record Place(GraphDraft draft, Materials materials, Reasons reasons) {}

    private static boolean picksRows(Node node) {
        return node.is("Gather") && node.intAttribute("axis", 0) == 0;
    }

    private Optional<GraphDraft.Constant> table(Node node, GraphDraft draft, Reasons reasons) {
        if (!picksRows(node)) {
            return Optional.empty();
        }
        Optional<GraphDraft.Constant> found = draft.constant(node.inputs().getFirst());
        Optional<String> hindrance =
                found.isEmpty() ? Optional.of("the table is not constant") : hindrance(found.get());
        hindrance.ifPresent(reasons::add);
        return hindrance.isPresent() ? Optional.empty() : found;
    }

    private Optional<String> hindrance(GraphDraft.Constant table) {
        TensorProto tensor = table.tensor();
        if (tensor.type() != ElementType.FLOAT || tensor.dims().size() != MATRIX) {
            return Optional.of("the table is no FLOAT matrix");
        }
        long width = tensor.dims().getLast();
        if (width == 0 || width % settings.blockSize() != 0) {
            return Optional.of("the rows are no multiple of %d".formatted(settings.blockSize()));
        }
        if (tensor.elements() > Integer.MAX_VALUE / Float.BYTES) {
            return Optional.of("the table is 2 GiB or more");
        }
        Set<Node> readers = table.owner().readers(tensor.name());
        return readers.stream().allMatch(this::isReplaceable)
                ? Optional.empty()
                : Optional.of("something else reads the table too");
    }

    private boolean isReplaceable(Node reader) {
        return picksRows(reader) && !Kept.in(settings.keep(), reader);
    }

    private boolean replace(Node node, GraphDraft.Constant table, Place place) throws IOException {
        GraphDraft owner = table.owner();
        TensorProto tensor = table.tensor();
        String key = "table " + tensor.name();
        if (!owner.made().containsKey(key)) {
            float[] values = TensorValues.floats(tensor, place.materials.folder());
            if (!Matrix.isFinite(values)) {
                place.reasons.add("the table is not all finite");
                return false;
            }
            owner.made().put(key, constants(tensor, values, owner));
        }
        owner.replace(tensor.name());
        place.draft.add(picking(node, owner.made().get(key)));
        return true;
    }

    private Node picking(Node node, String table) {
        return new Node(
                        node.name(),
                        "GatherBlockQuantized",
                        List.of(
                                table + "_packed",
                                node.inputs().get(1),
                                table + "_scales",
                                table + "_zero_points"),
                        node.outputs(),
                        List.of(
                                Attribute.of("gather_axis", 0L),
                                Attribute.of("quantize_axis", 1L),
                                Attribute.of("bits", (long) settings.bits()),
                                Attribute.of("block_size", (long) settings.blockSize())))
                .inDomain(BlockProducts.DOMAIN);
    }

    /// {@return prefix of the constants that stand for the table}
    private String constants(TensorProto table, float[] values, GraphDraft owner)
            throws IOException {
        int rows = Math.toIntExact(table.dims().getFirst());
        int width = Math.toIntExact(table.dims().getLast());
        var blocks =
                new Step.BlockWeights(
                        settings.bits(),
                        settings.blockSize(),
                        false,
                        settings.search(),
                        0,
                        List.of());
        BlockMatrix small = BlockMatrix.of(new Matrix(width, rows, values, true), blocks);
        String prefix = owner.fresh(table.name() + "_quantized");
        List<Long> dims = List.of((long) rows, (long) small.packed().length / rows);
        owner.constant(prefix + "_packed", ElementType.UINT8, dims, small.packed());
        owner.floats(
                prefix + "_scales", small.scales(), List.of((long) rows, (long) small.blocks()));
        owner.constant(
                prefix + "_zero_points",
                ElementType.UINT8,
                List.of((long) rows, (long) small.zeroPoints().length / rows),
                small.zeroPoints());
        return prefix;
    }
}
