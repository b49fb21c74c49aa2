package io.casemate.engine.structure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/// Finds structure where names show none: the graph is cut where a single value is alive, and equal
/// runs of pieces that follow each other become blocks. What stays loose is grouped in portions.
final class Repeats {
    private static final int LONGEST_PERIOD = 16;
    private static final int SMALLEST = 4;
    private static final int LOOSE = 60;
    private static final int PORTION = 32;

    private final List<GraphNode> nodes;
    private final int[] lastReader;

    Repeats(List<GraphNode> nodes, List<Edge> edges) {
        this.nodes = nodes;
        lastReader = new int[nodes.size()];
        Arrays.fill(lastReader, -1);
        for (Edge edge : edges) {
            if (edge.from() < nodes.size() && edge.to() < nodes.size()) {
                lastReader[edge.from()] = Math.max(lastReader[edge.from()], edge.to());
            }
        }
    }

    /// Moves members of `draft` into parts of it.
    void group(Blocks.Draft draft) {
        List<List<Integer>> pieces = pieces(draft.members);
        List<String> signatures = pieces.stream().map(this::signature).toList();
        var loose = new ArrayList<Integer>();
        int at = 0;
        int number = draft.parts.size();
        while (at < pieces.size()) {
            Run run = bestRun(pieces, signatures, at);
            if (run.times() < 2) {
                loose.addAll(pieces.get(at++));
                continue;
            }
            for (int i = 0; i < run.times(); i++) {
                var part = new Blocks.Draft();
                pieces.subList(at, at + run.period()).forEach(part.members::addAll);
                draft.parts.put("block " + ++number, part);
                at += run.period();
            }
        }
        draft.members.clear();
        draft.members.addAll(loose);
        portion(draft);
    }

    private static void portion(Blocks.Draft draft) {
        if (draft.members.size() <= LOOSE) {
            return;
        }
        List<Integer> loose = List.copyOf(draft.members);
        draft.members.clear();
        for (int from = 0; from < loose.size(); from += PORTION) {
            var part = new Blocks.Draft();
            part.members.addAll(loose.subList(from, Math.min(loose.size(), from + PORTION)));
            draft.parts.put("part " + (from / PORTION + 1), part);
        }
    }

    /// Equal stretches that follow each other.
    private record Run(int period, int times, int nodes) {}

    private static Run bestRun(List<List<Integer>> pieces, List<String> signatures, int from) {
        var best = new Run(1, 1, 0);
        int room = (signatures.size() - from) / 2;
        for (int period = 1; period <= Math.min(LONGEST_PERIOD, room); period++) {
            int times = times(signatures, from, period);
            int one = pieces.subList(from, from + period).stream().mapToInt(List::size).sum();
            if (times > 1 && one >= SMALLEST && one * times > best.nodes()) {
                best = new Run(period, times, one * times);
            }
        }
        return best;
    }

    private static int times(List<String> signatures, int from, int period) {
        List<String> first = signatures.subList(from, from + period);
        int times = 1;
        int next = from + period;
        while (next + period <= signatures.size()
                && first.equals(signatures.subList(next, next + period))) {
            times++;
            next += period;
        }
        return times;
    }

    private String signature(List<Integer> piece) {
        var text = new StringBuilder();
        piece.forEach(id -> text.append(nodes.get(id).operator()).append(';'));
        return text.toString();
    }

    /// Cuts `members`, in the order in which they run, after each node whose result alone goes on.
    private List<List<Integer>> pieces(List<Integer> members) {
        var ending = new TreeMap<Integer, Integer>();
        var pieces = new ArrayList<List<Integer>>();
        var piece = new ArrayList<Integer>();
        int alive = 0;
        for (int id : members) {
            while (!ending.isEmpty() && ending.firstKey() <= id) {
                alive -= ending.pollFirstEntry().getValue();
            }
            if (lastReader[id] > id) {
                ending.merge(lastReader[id], 1, Integer::sum);
                alive++;
            }
            piece.add(id);
            if (alive <= 1) {
                pieces.add(List.copyOf(piece));
                piece.clear();
            }
        }
        if (!piece.isEmpty()) {
            pieces.add(List.copyOf(piece));
        }
        return pieces;
    }
}
