package io.casemate.engine.golden;

import java.util.List;

/// A number, or numbers, computed from the outputs and the label of one sample.
sealed interface Expression {

    record Constant(double value) implements Expression {}

    /// The label of the sample: one number, or several.
    record Label() implements Expression {}

    /// @param name empty: the first output
    record Output(String name) implements Expression {}

    /// @param place where it stands in the file, such as `/expression/divide/0`
    record Call(Operation operation, List<Expression> arguments, String place)
            implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    static Expression call(Operation operation, Expression... arguments) {
        return new Call(operation, List.of(arguments), operation.id());
    }

    /// {@return whether it cannot be computed without a label}
    default boolean needsLabel() {
        return switch (this) {
            case Constant _, Output _ -> false;
            case Label _ -> true;
            case Call(_, List<Expression> arguments, _) ->
                    arguments.stream().anyMatch(Expression::needsLabel);
        };
    }
}
