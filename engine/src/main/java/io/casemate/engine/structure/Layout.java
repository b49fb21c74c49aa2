package io.casemate.engine.structure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Draws a structure with some blocks expanded: each block is laid out by itself, from the
/// innermost on, and is then one thing in the block around it. Takes up to seconds for large
/// models: not for the FX thread.
public final class Layout {
    private static final double HEAD = 30;
    private static final double EDGE = 18;

    /// Blocks are expanded from the outermost on while fewer things than this are to be seen.
    private static final int READABLE = 70;

    /// A block that holds most of the model is expanded up to this many things.
    private static final int SCROLLABLE = 400;

    private static final double MOST = 0.8;

    private final ModelStructure structure;
    private final Set<Integer> expanded;
    private final BooleanSupplier cancelled;
    private final Map<Integer, Block> blocks = new HashMap<>();
    private final Map<Integer, Integer> around = new HashMap<>();
    private final Map<Integer, Level> levels = new LinkedHashMap<>();

    private Layout(ModelStructure structure, Set<Integer> expanded, BooleanSupplier cancelled) {
        this.structure = structure;
        this.expanded = Set.copyOf(expanded);
        this.cancelled = cancelled;
    }

    /// One expanded block while it is put together.
    private static final class Level {
        final LevelGraph graph = new LevelGraph();
        final Map<Integer, Integer> members = new LinkedHashMap<>();
        final Map<Integer, Integer> entries = new HashMap<>();
        final Map<Integer, Integer> exits = new HashMap<>();
        final List<Pending> pending = new ArrayList<>();
        final Set<List<Integer>> known = new HashSet<>();
        Placed placed = new Placed(Drawing.EMPTY, Map.of(), Map.of());
    }

    /// A line to be: both ends are members or, if `source` comes from outside, an entry, or an
    /// exit.
    private record Pending(int from, int to, int source, int target) {}

    /// A laid out block: where values enter and leave, right of its middle, by their source.
    private record Placed(
            Drawing drawing, Map<Integer, Double> entries, Map<Integer, Double> exits) {}

    /// {@return the blocks to expand at first, so that what is to be seen can be read}
    public static Set<Integer> readable(ModelStructure structure) {
        var expanded = new HashSet<Integer>();
        var waiting = new ArrayList<>(structure.root().blocks());
        int shown = structure.root().members();
        for (int i = 0; i < waiting.size(); i++) {
            Block block = waiting.get(i);
            boolean isMost = block.size() > MOST * structure.nodes().size();
            int limit = isMost ? SCROLLABLE : READABLE;
            if (shown + block.members() <= limit) {
                shown += block.members();
                expanded.add(block.id());
                waiting.addAll(block.blocks());
            }
        }
        return expanded;
    }

    /// @param expanded ids of blocks; those inside blocks that are not expanded do not count
    /// @param cancelled asked now and then; once it says yes there is no drawing
    public static Optional<Drawing> draw(
            ModelStructure structure, Set<Integer> expanded, BooleanSupplier cancelled) {
        return new Layout(structure, expanded, cancelled).draw();
    }

    private Optional<Drawing> draw() {
        enter(structure.root());
        for (int vertex = structure.nodes().size(); vertex < structure.vertices(); vertex++) {
            around.put(vertex, structure.root().id());
        }
        connect();
        List<Integer> innermostFirst = new ArrayList<>(levels.keySet()).reversed();
        for (int id : innermostFirst) {
            if (cancelled.getAsBoolean()) {
                return Optional.empty();
            }
            place(levels.get(id), id);
        }
        return Optional.of(levels.get(structure.root().id()).placed.drawing());
    }

    private void enter(Block block) {
        blocks.put(block.id(), block);
        levels.put(block.id(), new Level());
        block.nodes().forEach(node -> around.put(node, block.id()));
        for (Block inner : block.blocks()) {
            around.put(inner.id(), block.id());
            blocks.put(inner.id(), inner);
            if (expanded.contains(inner.id())) {
                enter(inner);
            } else {
                inner.allNodes().forEach(node -> around.put(node, inner.id()));
            }
        }
    }

    /// {@return the box that stands for `vertex`: itself, or the block that hides it}
    private int boxOf(int vertex) {
        int block = around.getOrDefault(vertex, structure.root().id());
        return levels.containsKey(block) ? vertex : block;
    }

    private void connect() {
        var known = new HashSet<Long>();
        for (Edge edge : structure.edges()) {
            if (isDrawn(edge.from()) && isDrawn(edge.to())) {
                int from = boxOf(edge.from());
                int to = boxOf(edge.to());
                if (from != to && known.add((long) from << 32 | to)) {
                    connect(from, to);
                }
            }
        }
    }

    private boolean isDrawn(int vertex) {
        return !structure.isNode(vertex) || !structure.nodes().get(vertex).isConstant();
    }

    private List<Integer> chain(int box) {
        var chain = new ArrayList<Integer>();
        for (int id = box; id != structure.root().id(); id = around.get(id)) {
            chain.add(id);
        }
        chain.add(structure.root().id());
        return chain.reversed();
    }

    private void connect(int from, int to) {
        List<Integer> out = chain(from);
        List<Integer> in = chain(to);
        int shared = 0;
        while (out.get(shared + 1).equals(in.get(shared + 1))) {
            shared++;
        }
        for (int i = out.size() - 2; i > shared; i--) {
            add(out.get(i), new Pending(out.get(i + 1), exit(out.get(i), from), from, -1));
        }
        int target = in.size() - 2 == shared ? to : -1;
        add(out.get(shared), new Pending(out.get(shared + 1), in.get(shared + 1), from, target));
        for (int i = shared + 1; i < in.size() - 1; i++) {
            int end = i == in.size() - 2 ? to : -1;
            add(in.get(i), new Pending(entry(in.get(i), from), in.get(i + 1), from, end));
        }
    }

    private void add(int block, Pending line) {
        Level level = levels.get(block);
        if (level.known.add(List.of(line.from(), line.to(), line.source()))) {
            level.pending.add(line);
        }
    }

    /// Entries and exits have ids below -1, apart from those of boxes.
    private int entry(int block, int source) {
        Map<Integer, Integer> entries = levels.get(block).entries;
        return entries.computeIfAbsent(source, _ -> -2 - 2 * entries.size());
    }

    private int exit(int block, int source) {
        Map<Integer, Integer> exits = levels.get(block).exits;
        return exits.computeIfAbsent(source, _ -> -3 - 2 * exits.size());
    }

    private void place(Level level, int id) {
        Block block = blocks.get(id);
        boolean isRoot = block == structure.root();
        members(level, block, isRoot);
        var ports = new HashMap<Integer, Integer>();
        sorted(level.entries).forEach(port -> ports.put(port, level.graph.addEntry()));
        sorted(level.exits).forEach(port -> ports.put(port, level.graph.addExit()));
        for (Pending line : level.pending) {
            int from = level.members.getOrDefault(line.from(), ports.getOrDefault(line.from(), 0));
            int to = level.members.getOrDefault(line.to(), ports.getOrDefault(line.to(), 0));
            level.graph.lines.add(
                    new LevelGraph.Line(
                            from,
                            to,
                            line.source(),
                            line.target(),
                            offset(line.from(), line.source(), false),
                            offset(line.to(), line.source(), true)));
        }
        var layout = new LayeredLayout(level.graph);
        layout.run();
        double left = isRoot ? 0 : EDGE;
        double down = isRoot ? 0 : HEAD;
        double width = Math.max(layout.width() + 2 * left, isRoot ? 0 : headWidth(block));
        double slack = (width - 2 * left - layout.width()) / 2 + left;
        level.placed =
                new Placed(
                        drawing(level, layout, slack, down, width),
                        offsets(level.entries, ports, layout, width / 2 - slack),
                        offsets(level.exits, ports, layout, width / 2 - slack));
    }

    private static double headWidth(Block block) {
        return BoxSizes.ofBlock(block)[0];
    }

    private static List<Integer> sorted(Map<Integer, Integer> ports) {
        return ports.values().stream().sorted(java.util.Comparator.reverseOrder()).toList();
    }

    private double offset(int member, int source, boolean isArriving) {
        Level inside = levels.get(member);
        if (inside == null) {
            return 0;
        }
        Placed placed = inside.placed;
        return (isArriving ? placed.entries() : placed.exits()).getOrDefault(source, 0.0);
    }

    private static Map<Integer, Double> offsets(
            Map<Integer, Integer> bySource,
            Map<Integer, Integer> ports,
            LayeredLayout layout,
            double middle) {
        var offsets = new HashMap<Integer, Double>();
        bySource.forEach(
                (source, port) -> offsets.put(source, layout.middle(ports.get(port)) - middle));
        return offsets;
    }

    private void members(Level level, Block block, boolean isRoot) {
        if (isRoot) {
            terminals(level, structure.nodes().size(), structure.outputVertex(0));
        }
        var ordered = new ArrayList<int[]>();
        block.nodes().forEach(node -> ordered.add(new int[] {node, node}));
        for (Block inner : block.blocks()) {
            ordered.add(new int[] {inner.allNodes().min().orElse(0), inner.id()});
        }
        ordered.sort((one, other) -> Integer.compare(one[0], other[0]));
        ordered.forEach(one -> level.members.put(one[1], addBox(level, one[1])));
        if (isRoot) {
            terminals(level, structure.outputVertex(0), structure.vertices());
        }
    }

    private void terminals(Level level, int from, int to) {
        for (int vertex = from; vertex < to; vertex++) {
            double[] size = BoxSizes.ofTerminal(structure.terminal(vertex));
            level.members.put(vertex, level.graph.add(size[0], size[1]));
        }
    }

    private int addBox(Level level, int id) {
        Level inside = levels.get(id);
        if (inside != null) {
            Drawing drawing = inside.placed.drawing();
            return level.graph.add(drawing.width(), drawing.height());
        }
        double[] size =
                structure.isNode(id)
                        ? BoxSizes.ofNode(structure.nodes().get(id))
                        : BoxSizes.ofBlock(blocks.get(id));
        return level.graph.add(size[0], size[1]);
    }

    private Drawing drawing(
            Level level, LayeredLayout layout, double right, double down, double width) {
        var boxes = new ArrayList<Box>();
        var wires = new ArrayList<Wire>();
        level.members.forEach((id, thing) -> {
            double x = layout.left(thing) + right;
            double y = layout.top(thing) + down;
            double[] size = level.graph.sizes.get(thing);
            Level inside = levels.get(id);
            boxes.add(
                    new Box(id, blocks.containsKey(id), inside != null, 0, x, y, size[0], size[1]));
            if (inside != null) {
                inside.placed.drawing().boxes().forEach(box -> boxes.add(box.moved(x, y, 1)));
                inside.placed.drawing().wires().forEach(wire -> wires.add(wire.moved(x, y)));
            }
        });
        for (int line = 0; line < level.graph.lines.size(); line++) {
            LevelGraph.Line drawn = level.graph.lines.get(line);
            Wire wire = layout.wire(line).moved(right, down);
            wires.add(
                    down == 0
                            ? wire
                            : wire.reaching(
                                    level.graph.first.get(drawn.from()) ? down : 0,
                                    level.graph.last.get(drawn.to()) ? EDGE : 0));
        }
        double height = layout.height() + (down == 0 ? 0 : HEAD + EDGE);
        return new Drawing(boxes, wires, width, height);
    }
}
