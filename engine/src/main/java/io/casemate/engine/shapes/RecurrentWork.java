package io.casemate.engine.shapes;

/// Work of recurrent layers: for each step, sample and direction two products a gate.
final class RecurrentWork {
    private static final int LSTM_GATES = 4;
    private static final int GRU_GATES = 3;

    private RecurrentWork() {}

    static void register(Works works) {
        works.add(call -> flops(call, LSTM_GATES), "LSTM DynamicQuantizeLSTM");
        works.add(call -> flops(call, GRU_GATES), "GRU");
        works.add(call -> flops(call, 1), "RNN");
    }

    private static long flops(CostCall call, long gates) {
        long steps = Sizes.times(CostCall.size(call.input(0), 0), CostCall.size(call.input(0), 1));
        long hidden = call.node().intAttribute("hidden_size", 0);
        long width = Sizes.plus(CostCall.size(call.input(0), 2), Math.max(0, hidden));
        boolean isBoth =
                call.node().attribute("direction").isPresent()
                        && CostCall.size(call.input(1), 0) == 2;
        long outputs = Sizes.times(Sizes.times(steps, Math.max(0, hidden)), gates);
        return Sizes.times(isBoth ? 2 : 1, Works.multiplyAdds(outputs, width));
    }
}
