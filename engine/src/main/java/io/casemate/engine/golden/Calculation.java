package io.casemate.engine.golden;

import java.util.List;

/// One evaluation of an expression, with a bounded number of steps.
final class Calculation {
    /// Steps for one sample.
    static final long MOST_STEPS = 50_000_000;

    private final Answers answers;
    private long steps;

    Calculation(Answers answers) {
        this.answers = answers;
    }

    /// {@return the one number that `expression` stands for; it may be NaN or infinite}
    ///
    /// @throws IllegalArgumentException with place and reason when it stands for none
    double number(Expression expression) {
        Values values = values(expression);
        if (values.length() != 1) {
            throw new IllegalArgumentException(
                    "It comes to %d numbers, and one is needed; take the sum or the mean of them"
                            .formatted(values.length()));
        }
        return values.numbers()[0];
    }

    private Values values(Expression expression) {
        return switch (expression) {
            case Expression.Constant(double value) -> Values.of(value);
            case Expression.Label _ -> Values.of(answers.label());
            case Expression.Output(String name) -> output(name);
            case Expression.Call(Operation operation, List<Expression> arguments, String place) -> {
                Values[] of = arguments.stream().map(this::values).toArray(Values[]::new);
                steps += operation.cost(of);
                if (steps > MOST_STEPS) {
                    throw new IllegalArgumentException(
                            "%s takes %d steps for one sample, and %d are allowed"
                                    .formatted(place, steps, MOST_STEPS));
                }
                try {
                    yield operation.on(of);
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException("%s: %s".formatted(place, e.getMessage()), e);
                }
            }
        };
    }

    private Values output(String name) {
        if (answers.outputs().isEmpty()) {
            throw new IllegalArgumentException("the model has no output of numbers");
        }
        if (name.isEmpty()) {
            return answers.outputs().firstEntry().getValue();
        }
        Values found = answers.outputs().get(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "there is no output '%s'; there are %s"
                            .formatted(name, answers.outputs().keySet()));
        }
        return found;
    }
}
