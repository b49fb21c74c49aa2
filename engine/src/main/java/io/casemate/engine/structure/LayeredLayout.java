package io.casemate.engine.structure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Layered drawing after Sugiyama, Tagawa and Toda (1981): layers by longest path, order by
/// barycentres, places by least squares under that order. Long lines pass through waypoints, one
/// chain for all lines of a source. The same graph gets the same drawing.
final class LayeredLayout {
    private static final double GAP_X = 24;
    private static final double GAP_WAY = 12;
    private static final double GAP_Y = 34;
    private static final int ORDER_SWEEPS = 6;
    private static final int PLACE_SWEEPS = 6;

    private final LevelGraph graph;
    private final int things;
    private int[] layerOf;
    private final List<Integer> wayLayer = new ArrayList<>();
    private final List<int[]> steps = new ArrayList<>();
    private final List<List<Integer>> paths = new ArrayList<>();
    private int[][] layers = {};
    private double[] x = {};
    private double[] top = {};
    private double[] tall = {};
    private int[][] above = {};
    private int[][] below = {};

    LayeredLayout(LevelGraph graph) {
        this.graph = graph;
        things = graph.sizes.size();
        layerOf = new int[things];
    }

    /// Works out all places.
    void run() {
        int[] from = graph.lines.stream().mapToInt(LevelGraph.Line::from).toArray();
        int[] to = graph.lines.stream().mapToInt(LevelGraph.Line::to).toArray();
        var layering = new Layers(things, from, to);
        layerOf = layering.assign(flags(graph.first), flags(graph.last));
        addWaypoints(layering.from(), layering.to());
        neighbours();
        fillLayers();
        for (int i = 0; i < ORDER_SWEEPS; i++) {
            order(i % 2 == 0);
        }
        place();
        stack();
    }

    private static boolean[] flags(List<Boolean> flags) {
        var array = new boolean[flags.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = flags.get(i);
        }
        return array;
    }

    private void addWaypoints(int[] from, int[] to) {
        Map<Long, Integer> ways = new HashMap<>();
        for (int line = 0; line < from.length; line++) {
            var path = new ArrayList<Integer>();
            int at = from[line];
            path.add(at);
            for (int layer = layerOf[from[line]] + 1; layer < layerOf[to[line]]; layer++) {
                long key = (long) from[line] << 32 | layer;
                Integer way = ways.get(key);
                if (way == null) {
                    way = things + wayLayer.size();
                    wayLayer.add(layer);
                    ways.put(key, way);
                    steps.add(new int[] {at, way});
                }
                at = way;
                path.add(at);
            }
            steps.add(new int[] {at, to[line]});
            path.add(to[line]);
            paths.add(path);
        }
    }

    private int layer(int point) {
        return point < things ? layerOf[point] : wayLayer.get(point - things);
    }

    private double width(int point) {
        return point < things ? graph.sizes.get(point)[0] : 1;
    }

    private void neighbours() {
        int points = things + wayLayer.size();
        above = new int[points][];
        below = new int[points][];
        var up = new int[points];
        var down = new int[points];
        steps.forEach(step -> {
            down[step[0]]++;
            up[step[1]]++;
        });
        for (int i = 0; i < points; i++) {
            above[i] = new int[up[i]];
            below[i] = new int[down[i]];
        }
        steps.forEach(step -> {
            below[step[0]][--down[step[0]]] = step[1];
            above[step[1]][--up[step[1]]] = step[0];
        });
    }

    /// First order: as a walk from the first thing on meets them, so that branches stay together.
    private void fillLayers() {
        int points = above.length;
        int deepest = 0;
        for (int i = 0; i < points; i++) {
            deepest = Math.max(deepest, layer(i));
        }
        var found = new ArrayList<List<Integer>>();
        for (int i = 0; i <= deepest; i++) {
            found.add(new ArrayList<>());
        }
        var seen = new boolean[points];
        var stack = new ArrayList<Integer>();
        for (int root = 0; root < points; root++) {
            if (above[root].length == 0 || root == points - 1) {
                stack.add(root);
            }
            while (!stack.isEmpty()) {
                int point = stack.removeLast();
                if (!seen[point]) {
                    seen[point] = true;
                    found.get(layer(point)).add(point);
                    for (int next : below[point]) {
                        stack.add(next);
                    }
                }
            }
        }
        layers = new int[found.size()][];
        for (int i = 0; i < layers.length; i++) {
            layers[i] = found.get(i).stream().mapToInt(Integer::intValue).toArray();
        }
        x = new double[points];
        for (int[] layer : layers) {
            number(layer);
        }
    }

    private void number(int[] layer) {
        for (int i = 0; i < layer.length; i++) {
            x[layer[i]] = i;
        }
    }

    private void order(boolean isDownward) {
        var key = new double[x.length];
        for (int i = 0; i < layers.length; i++) {
            int[] layer = layers[isDownward ? i : layers.length - 1 - i];
            for (int point : layer) {
                int[] near = isDownward ? above[point] : below[point];
                key[point] = near.length == 0 ? x[point] : mean(near);
            }
            Integer[] sorted = Arrays.stream(layer).boxed().toArray(Integer[]::new);
            Arrays.sort(sorted, (one, other) -> Double.compare(key[one], key[other]));
            for (int k = 0; k < layer.length; k++) {
                layer[k] = sorted[k];
            }
            number(layer);
        }
    }

    private double mean(int[] points) {
        double sum = 0;
        for (int point : points) {
            sum += x[point];
        }
        return sum / points.length;
    }

    private void place() {
        for (int[] layer : layers) {
            double right = 0;
            for (int point : layer) {
                x[point] = right + width(point) / 2;
                right += width(point) + GAP_X;
            }
            double middle = right / 2;
            for (int point : layer) {
                x[point] -= middle;
            }
        }
        for (int sweep = 0; sweep < PLACE_SWEEPS; sweep++) {
            boolean isDownward = sweep % 2 == 0;
            for (int i = 0; i < layers.length; i++) {
                spread(layers[isDownward ? i : layers.length - 1 - i], isDownward);
            }
        }
        double left = Double.MAX_VALUE;
        for (int[] layer : layers) {
            for (int point : layer) {
                left = Math.min(left, x[point] - width(point) / 2);
            }
        }
        for (int i = 0; i < x.length; i++) {
            x[i] -= left;
        }
    }

    /// Moves each point of a layer towards its neighbours as far as order and gaps allow: least
    /// squares by pooling adjacent violators.
    private void spread(int[] layer, boolean isDownward) {
        int count = layer.length;
        var offset = new double[count];
        var sum = new double[count];
        var weight = new double[count];
        var size = new int[count];
        int pools = 0;
        for (int i = 0; i < count; i++) {
            offset[i] = i == 0 ? 0 : offset[i - 1] + apart(layer[i - 1], layer[i]);
            double importance = importance(layer[i], isDownward);
            sum[pools] = importance * (wanted(layer[i], isDownward) - offset[i]);
            weight[pools] = importance;
            size[pools++] = 1;
            while (pools > 1
                    && sum[pools - 2] / weight[pools - 2] > sum[pools - 1] / weight[pools - 1]) {
                pools--;
                sum[pools - 1] += sum[pools];
                weight[pools - 1] += weight[pools];
                size[pools - 1] += size[pools];
            }
        }
        int i = 0;
        for (int pool = 0; pool < pools; pool++) {
            for (int k = 0; k < size[pool]; k++, i++) {
                x[layer[i]] = sum[pool] / weight[pool] + offset[i];
            }
        }
    }

    private double apart(int left, int right) {
        double gap = left >= things && right >= things ? GAP_WAY : GAP_X;
        return (width(left) + width(right)) / 2 + gap;
    }

    private double importance(int point, boolean isDownward) {
        int[] near = isDownward ? above[point] : below[point];
        if (near.length == 0) {
            return 0.01;
        }
        return point >= things && Arrays.stream(near).anyMatch(other -> other >= things) ? 4 : 1;
    }

    /// Things follow the things beside them, and lines that pass by go straight: else one would
    /// pull whole columns of the other aside.
    private double wanted(int point, boolean isDownward) {
        int[] near = isDownward ? above[point] : below[point];
        double sum = 0;
        int alike = 0;
        for (int other : near) {
            if (isWay(other) == isWay(point)) {
                sum += x[other];
                alike++;
            }
        }
        if (alike > 0) {
            return sum / alike;
        }
        return near.length == 0 ? x[point] : mean(near);
    }

    private boolean isWay(int point) {
        return point >= things || graph.sizes.get(point)[1] == 0;
    }

    private void stack() {
        top = new double[layers.length];
        tall = new double[layers.length];
        double y = 0;
        for (int i = 0; i < layers.length; i++) {
            for (int point : layers[i]) {
                tall[i] = Math.max(tall[i], point < things ? graph.sizes.get(point)[1] : 0);
            }
            top[i] = y;
            y += tall[i] + GAP_Y;
        }
    }

    double left(int thing) {
        return x[thing] - width(thing) / 2;
    }

    double middle(int thing) {
        return x[thing];
    }

    double top(int thing) {
        int layer = layerOf[thing];
        return top[layer] + (tall[layer] - graph.sizes.get(thing)[1]) / 2;
    }

    double width() {
        double right = 0;
        for (int i = 0; i < x.length; i++) {
            right = Math.max(right, x[i] + width(i) / 2);
        }
        return right;
    }

    double height() {
        return layers.length == 0 ? 0 : top[layers.length - 1] + tall[layers.length - 1];
    }

    /// {@return the way of a line, from the lower edge of its source to the upper of its target}
    Wire wire(int number) {
        LevelGraph.Line line = graph.lines.get(number);
        List<Integer> path = paths.get(number);
        boolean isTurned = path.getFirst() != line.from();
        List<Integer> way = isTurned ? path.reversed() : path;
        int inner = way.size() - 2;
        var xs = new double[2 * inner + 2];
        var ys = new double[2 * inner + 2];
        xs[0] = x[line.from()] + line.leaves();
        ys[0] = top(line.from()) + graph.sizes.get(line.from())[1];
        for (int i = 0; i < inner; i++) {
            int point = way.get(i + 1);
            int layer = layer(point);
            xs[2 * i + 1] = x[point];
            xs[2 * i + 2] = x[point];
            ys[2 * i + 1] = isTurned ? top[layer] + tall[layer] : top[layer];
            ys[2 * i + 2] = isTurned ? top[layer] : top[layer] + tall[layer];
        }
        xs[2 * inner + 1] = x[line.to()] + line.arrives();
        ys[2 * inner + 1] = top(line.to());
        return new Wire(line.source(), line.target(), xs, ys);
    }
}
