package io.casemate.app.control;

import io.casemate.engine.problem.Problem;
import java.io.Serial;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The arguments of a request, read strictly.
record Arguments(String verb, ObjectNode tree) {

    Optional<String> text(String name) {
        JsonNode node = tree.path(name);
        return node.isString() ? Optional.of(node.asString()) : Optional.empty();
    }

    String requiredText(String name) {
        return text(name).orElseThrow(() -> bad("%s is missing.".formatted(name)));
    }

    Optional<Path> path(String name) {
        return text(name).map(Path::of);
    }

    /// {@return the texts under `name`, none where there are none}
    List<String> texts(String name) {
        return tree.path(name).valueStream().map(JsonNode::asString).toList();
    }

    int count(String name, int standard, int limit) {
        int value = tree.path(name).asInt(standard);
        if (value < 1 || value > limit) {
            throw bad("%s is %d; it may be 1 to %d.".formatted(name, value, limit));
        }
        return value;
    }

    /// {@return the number in a text, 1 or more; 0 without that text}
    int number(String name, int limit) {
        String text = text(name).orElse("0");
        boolean isNumber = text.matches("\\d{1,9}");
        if (!isNumber || Integer.parseInt(text) > limit || tree.has(name) && text.matches("0+")) {
            throw bad("%s is '%s'; it may be 1 to %d.".formatted(name, text, limit));
        }
        return Integer.parseInt(text);
    }

    /// {@return what was found by the text `id`; it is refused where that is nothing}
    ///
    /// @param kind what `id` stands for, in words
    /// @param ids all that there are, for a sentence
    <T> T known(String kind, String id, Optional<T> found, String ids) {
        return found.orElseThrow(
                () -> bad("There is no %s '%s'; there are: %s.".formatted(kind, id, ids)));
    }

    BadArgument bad(String why) {
        return new BadArgument(
                ControlProblem.BAD_ARGUMENT.because(
                        "'%s' was not carried out.".formatted(verb),
                        why,
                        "Run 'casemate %s --help' for what it takes.".formatted(verb)));
    }

    /// {@return that `name` can be no name of a model or a deployment}
    BadArgument badName(String name) {
        return bad(
                "The name '%s' is not allowed: it may have 1 to 64 lower-case letters, digits,"
                                .formatted(name)
                        + " '.', '_' and '-', and starts with a letter or digit.");
    }

    /// Ends the reading of arguments; turned into a refusal where the request is dispatched.
    static final class BadArgument extends RuntimeException {
        @Serial private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        BadArgument(Problem problem) {
            super(problem.toString());
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }
}
