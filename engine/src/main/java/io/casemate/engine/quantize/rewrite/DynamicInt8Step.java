package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.qdq.Granularity;
import io.casemate.engine.quantize.Step;
import java.io.IOException;
import java.util.Set;

/// Takes a step of dynamic INT8: products of matrices, then recurrent layers. A model may have
/// either.
record DynamicInt8Step(StepRewrite products, StepRewrite recurrent) implements StepRewrite {
    static final String NAME = "dynamic-int8";

    private static final Set<String> PRODUCTS = Set.of("MatMul", "Gemm");

    static DynamicInt8Step of(Step.DynamicInt8 step) {
        Granularity granularity = step.granularity().orElse(Granularity.PER_CHANNEL);
        Set<String> keep = Set.copyOf(step.keep());
        return new DynamicInt8Step(
                new ProductStep(NAME, new DynamicInt8(granularity), keep),
                new DynamicLstmStep(granularity, keep));
    }

    @Override
    public Outcome<Rewritten> apply(Model model, Materials materials) throws IOException {
        Outcome<Rewritten> first = products.apply(model, materials);
        if (!(first instanceof Outcome.Done<Rewritten>(Rewritten some))) {
            Outcome<Rewritten> only = recurrent.apply(model, materials);
            return only instanceof Outcome.Done<Rewritten> || !has(model, PRODUCTS) ? only : first;
        }
        return switch (recurrent.apply(some.model(), materials)) {
            case Outcome.Refused<Rewritten> _ -> first;
            case Outcome.Done<Rewritten>(Rewritten more) -> Outcome.done(some.then(more));
        };
    }

    private static boolean has(Model model, Set<String> types) {
        return model.graph().allNodes().map(Node::opType).anyMatch(types::contains);
    }
}
