package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Function;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.problem.EngineException;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.quantize.Step;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Has a model compute in 16 bits; see [HalfGraph]. What comes out is loaded before it is handed
/// on: an operator that the runtime turns down in 16 bits stays in `FLOAT`, and the model is made
/// again. Works in workers only.
record HalfCompute(Step.HalfCompute settings) implements StepRewrite {

    /// Operators that move values and compute nothing.
    private static final Set<String> MOVING =
            Set.of(
                    "Cast",
                    "Concat",
                    "ConstantOfShape",
                    "DepthToSpace",
                    "Dropout",
                    "Expand",
                    "Flatten",
                    "Gather",
                    "GatherElements",
                    "GatherND",
                    "Identity",
                    "Pad",
                    "Reshape",
                    "Slice",
                    "SpaceToDepth",
                    "Split",
                    "Squeeze",
                    "Tile",
                    "Transpose",
                    "Unsqueeze");

    private static final Pattern NO_WORD = Pattern.compile("[^A-Za-z0-9]+");

    @Override
    public Outcome<Rewritten> apply(Model untyped, Materials materials) throws IOException {
        Model model = new TypedValues(materials.trial()).of(untyped);
        long opset = type() == ElementType.FLOAT16 ? 6 : 13;
        if (model.opset("").orElse(0) < opset) {
            return Outcome.refused(tooOld(model, opset));
        }
        Set<String> own =
                model.functions().stream()
                        .map(Function::name)
                        .collect(Collectors.toUnmodifiableSet());
        var refused = new TreeSet<String>();
        Optional<String> said = Optional.empty();
        while (true) {
            var operators = new HalfOperators(settings.keep(), Set.copyOf(refused), own);
            var plan = new HalfPlan(model, operators, settings.keepIo());
            if (plan.halves().stream().allMatch(HalfCompute::isMoving)) {
                return Outcome.refused(nothing(model, refused, said));
            }
            Made made = made(model, plan, materials);
            said = objection(made.model(), materials);
            if (said.isEmpty()) {
                return Outcome.done(
                        new Rewritten(
                                made.model(), plan.halves().size(), made.constants().remark()));
            }
            if (!refused.addAll(named(said.get(), plan.halves()))) {
                return Outcome.refused(nothing(model, Set.of(), said));
            }
        }
    }

    private ElementType type() {
        return switch (settings.type()) {
            case FP16 -> ElementType.FLOAT16;
            case BF16 -> ElementType.BFLOAT16;
        };
    }

    private static boolean isMoving(Node node) {
        return node.domain().isEmpty() && MOVING.contains(node.opType());
    }

    private record Made(Model model, HalfConstants constants) {}

    private Made made(Model model, HalfPlan plan, Materials materials) throws IOException {
        var constants = new HalfConstants(type(), materials.folder(), materials.scratch());
        var graph = new HalfGraph(plan, constants, new FreeNames(model.graph()));
        return new Made(model.withGraph(graph.of(model.graph())), constants);
    }

    /// {@return what the runtime says against loading `model`; empty when it loads}
    private static Optional<String> objection(Model model, Materials materials) throws IOException {
        materials.progress().report("Loading what was made");
        try {
            return materials.trial().optimized(model, _ -> Optional.empty());
        } catch (EngineException e) {
            return Optional.of(e.problem().why());
        }
    }

    /// {@return the operators of `nodes` that `text` names}
    private static Set<String> named(String text, Set<Node> nodes) {
        Set<String> words = Set.of(NO_WORD.splitAsStream(text).distinct().toArray(String[]::new));
        return nodes.stream().map(Node::opType).filter(words::contains).collect(Collectors.toSet());
    }

    private Problem nothing(Model model, Set<String> refused, Optional<String> said) {
        if (said.isEmpty()) {
            return new Reasons().nothing(settings.type().id(), "FLOAT computation", model);
        }
        return new Problem(
                RewriteProblem.NOT_IN_HALF,
                "The model was not changed by the recipe %s.".formatted(settings.type().id()),
                (refused.isEmpty()
                                ? "In %s the runtime of this machine turned it down. %s%s"
                                : "In %s the runtime of this machine turned down %s, and nothing else of it computes. %s")
                        .formatted(type(), String.join(", ", refused), said.get()),
                "Use stored-fp16 or stored-int8, which make the file smaller and compute in FLOAT.");
    }

    private Problem tooOld(Model model, long opset) {
        return new Problem(
                RewriteProblem.OPSET_TOO_OLD,
                "The model was not made to compute in %s.".formatted(type()),
                "It uses opset %d, and that needs opset %d or later."
                        .formatted(model.opset("").orElse(0), opset),
                "Export the model with opset %d or later.".formatted(opset));
    }
}
