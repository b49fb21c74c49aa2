package io.casemate.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.app.control.DataFolder;
import io.casemate.app.control.Request;
import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.problem.ProblemCode;
import io.casemate.engine.problem.ReportedCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

class CommandLinesTest {
    private final List<Request> asked = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Outcome<ObjectNode> answer = Outcome.done(Json.object());

    @Test
    void asksForAnImportWithAnAbsolutePath() {
        int code = run("import", "model.onnx", "--name", "m", "--data", "d");

        assertEquals(ExitCode.DONE, code);
        var arguments =
                Json.object()
                        .put("source", Path.of("model.onnx").toAbsolutePath().toString())
                        .put("name", "m");
        assertEquals(List.of(new Request("import", arguments)), asked);
    }

    @Test
    void printsTheAnswerAsJsonWhenAsked() {
        answer = Outcome.done(Json.object().put("entries", 3).put("root", "ab").put("ok", true));

        run("ledger", "verify", "--json");

        assertEquals(
                Json.object().put("entries", 3).put("root", "ab").put("ok", true),
                Json.mapper().readTree(out.toString(StandardCharsets.UTF_8)));
    }

    @Test
    void endsWithRefusedWhenTheLedgerDoesNotHold() {
        answer = Outcome.done(Json.object().put("ok", false));

        assertEquals(ExitCode.REFUSED, run("ledger", "verify"));
    }

    @ParameterizedTest
    @EnumSource(ProblemCode.Kind.class)
    void turnsEachKindOfProblemIntoItsExitCode(ProblemCode.Kind kind) {
        answer = Outcome.refused(new Problem(new ReportedCode("X-001", kind), "a", "b", "c"));

        int expected =
                switch (kind) {
                    case REQUEST, CAPACITY -> 3;
                    case ENVIRONMENT -> 4;
                    case DEFECT -> 70;
                };
        assertEquals(expected, run("status", "--json"));
        assertEquals(
                "{\"problem\":{\"code\":\"X-001\",\"what\":\"a\",\"why\":\"b\",\"remedy\":\"c\"}}",
                out.toString(StandardCharsets.UTF_8).strip());
    }

    @Test
    void tellsAPersonWhatWhyAndWhatToDo() {
        answer =
                Outcome.refused(
                        new Problem(
                                new ReportedCode("X-001", ProblemCode.Kind.REQUEST),
                                "It was refused.",
                                "It is 3 and may be 2.",
                                "Make it 2."));

        run("status");

        String text = err.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("It was refused."), text);
        assertTrue(text.contains("It is 3 and may be 2."), text);
        assertTrue(text.contains("Make it 2."), text);
        assertTrue(text.contains("X-001"), text);
    }

    @ParameterizedTest
    @CsvSource({"unknown-verb", "import", "quantize", "deploy", "ledger", "bench"})
    void endsWithUsageWhenSomethingIsMissing(String verb) {
        assertEquals(ExitCode.USAGE, run(verb));
        assertEquals(List.of(), asked);
    }

    private int run(String... arguments) {
        var terminal =
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false);
        Engines engines =
                (_, _, work) ->
                        work.apply((request, _) -> {
                            asked.add(request);
                            return answer;
                        });
        return CommandLines.run(engines, new NoPrograms(), terminal, arguments);
    }

    /// Fails the test when a program is started that was not meant to be.
    private static final class NoPrograms implements Programs {
        @Override
        public int console(DataFolder folder, Terminal terminal) {
            throw new AssertionError("console");
        }

        @Override
        public int serve(DataFolder folder, Terminal terminal, boolean json) {
            throw new AssertionError("serve");
        }

        @Override
        public int agent(AgentOptions options) {
            throw new AssertionError("agent");
        }

        @Override
        public int tour(Path output, Terminal terminal) {
            throw new AssertionError("tour");
        }
    }
}
