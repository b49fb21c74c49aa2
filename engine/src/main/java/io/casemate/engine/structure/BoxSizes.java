package io.casemate.engine.structure;

/// How large boxes are, from the length of what is written in them.
final class BoxSizes {
    private static final double LETTER = 7.2;
    private static final double SIDES = 30;
    private static final double NARROWEST = 92;
    private static final double WIDEST = 230;
    private static final double ONE_LINE = 30;
    private static final double TWO_LINES = 46;
    private static final double BLOCK = 54;

    private BoxSizes() {}

    static double[] ofNode(GraphNode node) {
        boolean hasWeights = !node.weights().isEmpty();
        int letters = Math.max(node.opType().length() + 2, hasWeights ? 19 : 0);
        return new double[] {width(letters), hasWeights ? TWO_LINES : ONE_LINE};
    }

    static double[] ofBlock(Block block) {
        return new double[] {Math.max(170, width(block.name().length() + 6)), BLOCK};
    }

    static double[] ofTerminal(GraphValue value) {
        return new double[] {
            width(Math.max(value.name().length(), value.type().length()) + 1), TWO_LINES
        };
    }

    private static double width(int letters) {
        return Math.clamp(letters * LETTER + SIDES, NARROWEST, WIDEST);
    }
}
