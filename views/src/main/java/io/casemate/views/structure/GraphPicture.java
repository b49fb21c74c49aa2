package io.casemate.views.structure;

import io.casemate.engine.structure.Block;
import io.casemate.engine.structure.Box;
import io.casemate.engine.structure.Cost;
import io.casemate.engine.structure.Drawing;
import io.casemate.engine.structure.GraphNode;
import io.casemate.engine.structure.ModelStructure;
import io.casemate.views.kit.Figures;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A drawing with the texts of its boxes, made off the FX thread.
///
/// @param texts by box id: what is written in it
/// @param hottest share of the operations that the costliest node has
record GraphPicture(
        ModelStructure structure,
        Drawing drawing,
        Map<Integer, BoxText> texts,
        Map<Integer, Block> blocks,
        double hottest) {

    /// @param second empty for boxes of one line
    /// @param node empty for blocks, inputs and outputs
    /// @param heat share of all operations, 0 to 1
    record BoxText(String first, String second, Optional<GraphNode> node, double heat) {}

    static GraphPicture of(ModelStructure structure, Drawing drawing) {
        var texts = new HashMap<Integer, BoxText>();
        var blocks = new HashMap<Integer, Block>();
        structure.root().all().forEach(block -> blocks.put(block.id(), block));
        double hottest = 0;
        for (Box box : drawing.boxes()) {
            BoxText text =
                    box.isBlock()
                            ? ofBlock(structure, blocks.get(box.id()))
                            : ofVertex(structure, box.id());
            texts.put(box.id(), text);
            if (!box.isExpanded()) {
                hottest = Math.max(hottest, text.heat());
            }
        }
        return new GraphPicture(structure, drawing, texts, blocks, hottest);
    }

    private static BoxText ofVertex(ModelStructure structure, int vertex) {
        if (!structure.isNode(vertex)) {
            var value = structure.terminal(vertex);
            return new BoxText(value.name(), value.type(), Optional.empty(), 0);
        }
        GraphNode node = structure.nodes().get(vertex);
        return new BoxText(
                node.opType(), weights(node), Optional.of(node), share(node.cost(), structure));
    }

    private static String weights(GraphNode node) {
        return node.weights().stream()
                .max(java.util.Comparator.comparingLong(weight -> weight.bytes()))
                .map(weight ->
                        weight.precision()
                                + " "
                                + (weight.dims().isEmpty()
                                        ? "scalar"
                                        : weight.dims().stream()
                                                .map(String::valueOf)
                                                .collect(java.util.stream.Collectors.joining("×"))))
                .orElse("");
    }

    private static BoxText ofBlock(ModelStructure structure, Block block) {
        long bytes =
                block.allNodes().mapToLong(node -> structure.nodes().get(node).weightBytes()).sum();
        Cost cost = cost(structure, block);
        String work = cost.flops() > 0 ? " · " + Amounts.flops(cost.flops()) : "";
        String held = bytes > 0 ? " · " + Amounts.bytes(bytes) : "";
        return new BoxText(
                block.name(),
                Figures.count(block.size()) + " nodes" + held + work,
                Optional.empty(),
                share(cost, structure));
    }

    static Cost cost(ModelStructure structure, Block block) {
        long flops = 0;
        long bytes = 0;
        boolean isKnown = true;
        for (int node : block.allNodes().toArray()) {
            Cost cost = structure.nodes().get(node).cost();
            flops += cost.flops();
            bytes += cost.bytes();
            isKnown &= cost.isKnown();
        }
        return new Cost(flops, bytes, isKnown);
    }

    static double share(Cost cost, ModelStructure structure) {
        return structure.cost().flops() == 0 ? 0 : (double) cost.flops() / structure.cost().flops();
    }

    /// {@return the innermost block around a node; empty when only the whole model is}
    Optional<Block> around(int node) {
        return blocks.values().stream()
                .filter(block -> block != structure.root())
                .filter(block -> block.nodes().contains(node))
                .findFirst();
    }

    Optional<Box> box(int id) {
        return drawing.boxes().stream().filter(box -> box.id() == id).findFirst();
    }
}
