package io.casemate.engine.normalize;

import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.ValueInfo;
import io.casemate.engine.problem.EngineException;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.tensors.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Brings a model into the form that quantization needs, and proves by running both side by side
/// that it still computes the same.
///
/// Every node has a name, constants are initializers, the opset is 13 or later, computing is in
/// `FLOAT`, and what can be multiplied into weights is. Where the latter changes an answer by more
/// than rounding, it is left out.
public final class Normalizer {
    /// Differences of rounding are beyond it, all others are not.
    private static final double LEAST_DB = 100;

    private static final long OLDEST = 7;

    /// What computing in `FLOAT16`, with its 11 bits, leaves of the answers.
    private static final double LEAST_HALF_DB = 55;

    /// What quantization cannot do without.
    private static final List<Rule> NEEDED =
            List.of(new NamedNodes(), new ConstantsAsInitializers(), new OpsetUpgrade());

    /// What makes it better.
    private static final List<Rule> WELCOME =
            List.of(new FoldGemmFactors(), new FoldBatchNorm(), new FuseBias());

    private final Trial trial;
    private final List<Rule> needed;
    private final List<Rule> welcome;

    public Normalizer(Trial trial) {
        this(trial, NEEDED, WELCOME);
    }

    Normalizer(Trial trial, List<Rule> needed, List<Rule> welcome) {
        this.trial = trial;
        this.needed = needed;
        this.welcome = welcome;
    }

    public Outcome<Model> normalize(Model model) throws IOException {
        long opset = model.opset("").orElse(OpsetUpgrade.TARGET);
        if (opset < OLDEST) {
            return Outcome.refused(
                    NormalizeProblem.OPSET_TOO_OLD.because(
                            "It uses opset %d, and opset %d is the oldest that is understood."
                                    .formatted(opset, OLDEST),
                            "Export the model with opset %d or later."
                                    .formatted(OpsetUpgrade.TARGET)));
        }
        try {
            List<List<Tensor>> original = trial.plain(model, session -> answers(session::run));
            Model single = new HalfAsFloat().apply(model, trial.folder());
            if (single == model) {
                return normalized(model, original);
            }
            List<List<Tensor>> precise = trial.plain(single, session -> answers(session::run));
            double likeness = Likeness.between(original, precise).worst();
            return likeness >= LEAST_HALF_DB
                    ? normalized(single, precise)
                    : Outcome.refused(
                            NormalizeProblem.NOT_THE_SAME.because(
                                    "Computed in FLOAT an output is %.1f dB from that in FLOAT16, and %.0f dB are needed."
                                            .formatted(likeness, LEAST_HALF_DB),
                                    "Start from the FLOAT model, or leave it as it is."));
        } catch (EngineException e) {
            return Outcome.refused(
                    NormalizeProblem.DOES_NOT_RUN.because(
                            "It does not run on the samples: " + e.problem().why(),
                            "Give samples that the model takes."));
        }
    }

    private Outcome<Model> normalized(Model model, List<List<Tensor>> expected) throws IOException {
        Model least = applied(needed, model);
        Model whole = applied(welcome, least);
        if (difference(whole, expected).isEmpty()) {
            return Outcome.done(whole);
        }
        Optional<String> difference = difference(least, expected);
        if (difference.isEmpty()) {
            return Outcome.done(least);
        }
        return Outcome.refused(
                NormalizeProblem.NOT_THE_SAME.because(
                        "Rewritten for opset %d it would not be the same: %s%s."
                                .formatted(
                                        OpsetUpgrade.TARGET, difference.get(), place(model, least)),
                        "Export the model with opset %d or later, or leave it as it is."
                                .formatted(OpsetUpgrade.TARGET)));
    }

    private Model applied(List<Rule> rules, Model model) throws IOException {
        Model changed = model;
        for (Rule rule : rules) {
            changed = rule.apply(changed, trial.folder());
        }
        return changed;
    }

    private interface Run {
        List<Tensor> of(List<Tensor> inputs);
    }

    private List<List<Tensor>> answers(Run run) {
        return trial.samples().stream().map(run::of).toList();
    }

    /// {@return what is not the same; empty when nothing is}
    private Optional<String> difference(Model changed, List<List<Tensor>> expected)
            throws IOException {
        try {
            Likeness likeness =
                    trial.plain(
                            changed, session -> Likeness.between(expected, answers(session::run)));
            return likeness.worst() >= LEAST_DB
                    ? Optional.empty()
                    : Optional.of(
                            "an output is %.1f dB from the original, and %.0f dB are needed"
                                    .formatted(likeness.worst(), LEAST_DB));
        } catch (EngineException e) {
            return Optional.of(e.problem().why());
        }
    }

    /// {@return which node differs first, for people; empty text when it cannot be told}
    private String place(Model model, Model changed) throws IOException {
        Set<String> both = new HashSet<>();
        model.graph().nodes().forEach(node -> both.addAll(node.outputs()));
        var inOrder = new ArrayList<Node>();
        for (Node node : changed.graph().nodes()) {
            if (node.outputs().stream().allMatch(both::contains)) {
                inOrder.add(node);
            }
        }
        try {
            List<List<Tensor>> expected =
                    trial.plain(showing(model, inOrder), session -> answers(session::run));
            List<List<Tensor>> actual =
                    trial.plain(showing(changed, inOrder), session -> answers(session::run));
            Likeness likeness = Likeness.between(expected, actual);
            return inOrder.stream()
                    .filter(node -> likeness.of(node.outputs().getFirst()) < LEAST_DB)
                    .findFirst()
                    .map(node ->
                            "; the first node that differs is '%s' (%s)"
                                    .formatted(node.name(), node.opType()))
                    .orElse("");
        } catch (EngineException _) {
            return ""; // a form that does not load has no values to compare
        }
    }

    private static Model showing(Model model, List<Node> nodes) {
        Graph graph = model.graph();
        var outputs = new ArrayList<>(graph.outputs());
        Set<String> there = new HashSet<>();
        outputs.forEach(output -> there.add(output.name()));
        for (Node node : nodes) {
            if (there.add(node.outputs().getFirst())) {
                outputs.add(ValueInfo.named(node.outputs().getFirst()));
            }
        }
        return model.withGraph(graph.withOutputs(outputs));
    }
}
