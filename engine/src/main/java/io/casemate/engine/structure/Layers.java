package io.casemate.engine.structure;

import java.util.Arrays;

/// Longest-path layers of a graph whose vertices are numbered roughly in running order. Edges that
/// would close a circle are turned round.
final class Layers {
    private final int count;
    private final int[] from;
    private final int[] to;
    private final int[] firstOut;
    private final int[] nextOut;

    Layers(int count, int[] from, int[] to) {
        this.count = count;
        this.from = from.clone();
        this.to = to.clone();
        firstOut = new int[count];
        nextOut = new int[from.length];
        breakCircles();
    }

    private void link() {
        Arrays.fill(firstOut, -1);
        for (int edge = from.length - 1; edge >= 0; edge--) {
            nextOut[edge] = firstOut[from[edge]];
            firstOut[from[edge]] = edge;
        }
    }

    /// Walks depth first without recursion; an edge back to the path under way is turned.
    private void breakCircles() {
        link();
        var state = new byte[count];
        var stack = new int[count];
        int[] next = firstOut.clone();
        for (int root = 0; root < count; root++) {
            int top = 0;
            if (state[root] == 0) {
                stack[top++] = root;
                state[root] = 1;
            }
            while (top > 0) {
                int vertex = stack[top - 1];
                int edge = next[vertex];
                if (edge < 0) {
                    state[vertex] = 2;
                    top--;
                    continue;
                }
                next[vertex] = nextOut[edge];
                int target = to[edge];
                if (state[target] == 0) {
                    state[target] = 1;
                    stack[top++] = target;
                } else if (state[target] == 1) {
                    to[edge] = vertex == target ? target : vertex;
                    from[edge] = target;
                }
            }
        }
        link();
    }

    /// {@return the source of each edge after turning}
    int[] from() {
        return from;
    }

    int[] to() {
        return to;
    }

    /// @param pinned vertices that stay in the first layer instead of moving to their readers
    /// @param last vertices that belong into the last layer
    int[] assign(boolean[] pinned, boolean[] last) {
        var layer = new int[count];
        int[] order = topological(layer);
        int deepest = Arrays.stream(layer).max().orElse(0);
        for (int i = order.length - 1; i >= 0; i--) {
            int vertex = order[i];
            if (last[vertex]) {
                layer[vertex] = Math.max(deepest, 1);
            } else if (!pinned[vertex] && isSource(vertex, layer)) {
                layer[vertex] = Math.max(layer[vertex], nearest(vertex, layer) - 1);
            }
        }
        return layer;
    }

    private boolean isSource(int vertex, int[] layer) {
        return layer[vertex] == 0 && firstOut[vertex] >= 0;
    }

    private int nearest(int vertex, int[] layer) {
        int nearest = Integer.MAX_VALUE;
        for (int edge = firstOut[vertex]; edge >= 0; edge = nextOut[edge]) {
            if (to[edge] != vertex) {
                nearest = Math.min(nearest, layer[to[edge]]);
            }
        }
        return nearest == Integer.MAX_VALUE ? 1 : nearest;
    }

    private int[] topological(int[] layer) {
        var waiting = new int[count];
        for (int i = 0; i < to.length; i++) {
            if (from[i] != to[i]) {
                waiting[to[i]]++;
            }
        }
        var order = new int[count];
        int end = 0;
        for (int vertex = 0; vertex < count; vertex++) {
            if (waiting[vertex] == 0) {
                order[end++] = vertex;
            }
        }
        for (int i = 0; i < end; i++) {
            int vertex = order[i];
            for (int edge = firstOut[vertex]; edge >= 0; edge = nextOut[edge]) {
                int target = to[edge];
                if (target != vertex) {
                    layer[target] = Math.max(layer[target], layer[vertex] + 1);
                    if (--waiting[target] == 0) {
                        order[end++] = target;
                    }
                }
            }
        }
        return Arrays.copyOf(order, end);
    }
}
