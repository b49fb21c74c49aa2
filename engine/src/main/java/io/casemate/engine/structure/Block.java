package io.casemate.engine.structure;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Nodes that belong together and can be shown as one.
///
/// @param id apart from the ids of vertices and of other blocks
/// @param path its name with those of the blocks around it
/// @param nodes direct members
/// @param size all nodes in it and in its blocks
public record Block(
        int id, String name, String path, List<Integer> nodes, List<Block> blocks, int size) {

    public Block {
        nodes = List.copyOf(nodes);
        blocks = List.copyOf(blocks);
    }

    /// {@return how many things are drawn when it is expanded and its blocks are not}
    public int members() {
        return nodes.size() + blocks.size();
    }

    /// {@return this block and all in it}
    public Stream<Block> all() {
        return Stream.concat(Stream.of(this), blocks.stream().flatMap(Block::all));
    }

    public IntStream allNodes() {
        return IntStream.concat(
                nodes.stream().mapToInt(Integer::intValue),
                blocks.stream().flatMapToInt(Block::allNodes));
    }
}
