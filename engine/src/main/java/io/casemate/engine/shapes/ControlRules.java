package io.casemate.engine.shapes;

import io.casemate.engine.onnx.Dim;
import io.casemate.engine.onnx.ElementType;
import java.util.ArrayList;
import java.util.List;

/// Nodes with graphs inside.
final class ControlRules {

    private ControlRules() {}

    static void register(Rules rules) {
        rules.add("", ControlRules::choose, "If");
        rules.add("", ControlRules::loop, "Loop");
        rules.add("", ControlRules::scan, "Scan");
    }

    /// What both branches have in common; of a condition that is known, only the branch that runs.
    private static List<Fact> choose(Call call) {
        List<Fact> then = call.bodies().outputs("then_branch", List.of());
        List<Fact> otherwise = call.bodies().outputs("else_branch", List.of());
        if (call.numbers(0).isPresent() && call.numbers(0).get().size() == 1) {
            return call.numbers(0).get().getFirst() != 0 ? then : otherwise;
        }
        var facts = new ArrayList<Fact>();
        for (int i = 0; i < Math.min(then.size(), otherwise.size()); i++) {
            facts.add(then.get(i).or(otherwise.get(i)));
        }
        return facts;
    }

    /// The state of a loop may change its shape from round to round: only its type and what a
    /// second walk confirms is kept. What it collects has the number of rounds in front, which is
    /// unknown.
    private static List<Fact> loop(Call call) {
        int carried = Math.max(0, call.inputs().size() - 2);
        var state = new ArrayList<Fact>();
        state.add(Fact.of(ElementType.INT64, List.of()));
        state.add(Fact.of(ElementType.BOOL, List.of()));
        for (int i = 0; i < carried; i++) {
            state.add(call.input(i + 2).withoutContents().constant(false));
        }
        List<Fact> first = call.bodies().outputs("body", state);
        if (first.size() <= carried) {
            return List.of();
        }
        for (int i = 0; i < carried; i++) {
            state.set(i + 2, state.get(i + 2).or(first.get(i + 1)).withoutContents());
        }
        List<Fact> second = call.bodies().outputs("body", state);
        var facts = new ArrayList<Fact>();
        for (int i = 1; i < second.size(); i++) {
            facts.add(
                    i <= carried
                            ? state.get(i + 1).or(second.get(i)).withoutContents()
                            : collected(second.get(i), Sizes.UNKNOWN));
        }
        return facts;
    }

    private static Fact collected(Fact each, Dim rounds) {
        return Fact.of(
                each.type(),
                each.dims()
                        .map(dims -> {
                            var more = new ArrayList<>(dims);
                            more.addFirst(rounds);
                            return more;
                        }));
    }

    /// The shapes of a scan are left to what the file declares; its body is walked for its cost.
    private static List<Fact> scan(Call call) {
        call.bodies().outputs("body", List.of());
        return List.of();
    }
}
