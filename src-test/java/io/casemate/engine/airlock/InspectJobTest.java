package io.casemate.engine.airlock;

import static io.casemate.engine.airlock.SmallModels.FLOAT;
import static io.casemate.engine.airlock.SmallModels.INT64;
import static io.casemate.engine.airlock.SmallModels.adding;
import static io.casemate.engine.airlock.SmallModels.attribute;
import static io.casemate.engine.airlock.SmallModels.external;
import static io.casemate.engine.airlock.SmallModels.graph;
import static io.casemate.engine.airlock.SmallModels.model;
import static io.casemate.engine.airlock.SmallModels.node;
import static io.casemate.engine.airlock.SmallModels.opened;
import static io.casemate.engine.airlock.SmallModels.opset;
import static io.casemate.engine.airlock.SmallModels.sound;
import static io.casemate.engine.airlock.SmallModels.tensor;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tasks.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/// What is found in a model without running it. The job runs in this process: it loads no native
/// library.
@Timeout(30)
final class InspectJobTest {
    @TempDir Path temp;

    /// {@return the code that `content` is refused with, or `passes`}
    private String verdict(byte[] content) throws IOException {
        Path file = Files.write(temp.resolve("cat.onnx"), content);
        var input = new InspectJob.Input(file.toString(), "cat.onnx");
        try {
            return switch (InspectJob.run(Json.treeOf(input), temp, Progress.NONE)) {
                case Outcome.Done<ObjectNode> _ -> "passes";
                case Outcome.Refused<ObjectNode>(Problem problem) -> problem.code().id();
            };
        } catch (Refusal e) {
            return e.problem().code().id();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void refuses(String what, String code, byte[] content) throws IOException {
        assertEquals(code, verdict(content));
    }

    static Stream<Arguments> hostile() {
        return Stream.of(structure(), tensors(), hiddenTensors(), locations(), operators())
                .flatMap(List::stream);
    }

    private static Arguments hostile(String what, String code, byte[] content) {
        return Arguments.of(what, code, content);
    }

    private static List<Arguments> structure() {
        byte[] sound = sound();
        return List.of(
                hostile("half a file", "AL-401", Arrays.copyOf(sound, sound.length / 2)),
                hostile("text", "AL-401", "this is no model".getBytes()),
                hostile("no graph", "AL-401", opened(8, 17).toBytes()),
                hostile("no opset", "AL-401", new Proto().message(7, graph()).toBytes()),
                hostile("nested too deep", "AL-402", model(nested(70))),
                hostile("IR version", "AL-403", opened(99, 17).message(7, graph()).toBytes()),
                hostile("opset", "AL-403", opened(8, 999).message(7, graph()).toBytes()),
                hostile("nodes", "AL-404", model(chain(50_001))));
    }

    private static Proto nested(int depth) {
        Proto graph = graph();
        for (int i = 0; i < depth; i++) {
            Proto branch = new Proto().text(1, "then_branch").message(6, graph).number(20, 5);
            graph = graph().message(1, node("If", "", "x", "y").message(5, branch));
        }
        return graph;
    }

    private static Proto chain(int nodes) {
        Proto graph = graph();
        for (int i = 0; i < nodes; i++) {
            graph.message(1, new Proto().text(1, "x").text(2, "v" + i).text(4, "Relu"));
        }
        return graph;
    }

    private static List<Arguments> tensors() {
        byte[] four = new byte[16];
        return List.of(
                hostile("negative size", "AL-501", adding(tensor(FLOAT, -4).bytes(9, four))),
                hostile(
                        "product past a long",
                        "AL-501",
                        adding(tensor(FLOAT, 1L << 62, 4).bytes(9, four))),
                hostile(
                        "bits past a long",
                        "AL-501",
                        adding(tensor(INT64, 1L << 58).bytes(9, new byte[0]))),
                hostile("rank", "AL-501", adding(tensor(FLOAT, new long[17]).bytes(9, four))),
                hostile("too short", "AL-502", adding(tensor(FLOAT, 5).bytes(9, four))),
                hostile("too long", "AL-502", adding(tensor(FLOAT, 3).bytes(9, four))),
                hostile("no data", "AL-502", adding(tensor(FLOAT, 4))),
                hostile(
                        "two forms",
                        "AL-502",
                        adding(tensor(FLOAT, 4).bytes(9, four).bytes(4, four))),
                hostile("few texts", "AL-502", adding(tensor(8, 2).text(6, "one"))),
                hostile("raw texts", "AL-502", adding(tensor(8, 2).bytes(9, four))));
    }

    private static Proto outside() {
        return external(tensor(FLOAT, 4), "location", "../secret");
    }

    private static Proto constant(Proto tensor) {
        return node("Constant", "", "y").message(5, attribute("value", tensor));
    }

    private static Proto function(Proto... nodes) {
        var function = new Proto().text(1, "F").text(4, "x").text(5, "y").text(10, "own");
        for (Proto node : nodes) {
            function.message(7, node);
        }
        return function.message(9, opset("", 17));
    }

    private static byte[] withFunction(Proto function) {
        return opened(8, 17)
                .message(8, opset("own", 1))
                .message(7, graph().message(1, node("F", "own", "x", "y")))
                .message(25, function)
                .toBytes();
    }

    private static List<Arguments> hiddenTensors() {
        Proto misfit = tensor(FLOAT, 5).bytes(9, new byte[16]);
        Proto sparse = new Proto().message(1, outside()).number(3, 4);
        Proto sparseValue = new Proto().text(1, "sparse_value").message(22, sparse).number(20, 11);
        Proto sparseConstant = node("Constant", "", "y").message(5, sparseValue);
        return List.of(
                hostile("constant misfit", "AL-502", model(graph().message(1, constant(misfit)))),
                hostile(
                        "constant outside",
                        "AL-601",
                        model(graph().message(1, constant(outside())))),
                hostile("function misfit", "AL-502", withFunction(function(constant(misfit)))),
                hostile("function outside", "AL-601", withFunction(function(constant(outside())))),
                hostile("sparse initializer", "AL-503", model(graph().message(15, sparse))),
                hostile("sparse constant", "AL-503", model(graph().message(1, sparseConstant))));
    }

    private static List<Arguments> locations() {
        Stream<Arguments> places =
                Stream.of(
                                "/etc/passwd",
                                "../w",
                                "a/../../w",
                                "a\\b",
                                "C:w",
                                "",
                                "a//b",
                                "./w",
                                "w\u0000",
                                "*/_ORT_MEM_ADDR_/*",
                                "model.onnx")
                        .map(place -> hostile("location " + place, "AL-601", outside(place)));
        Stream<Arguments> ranges =
                Stream.of(
                        hostile("offset", "AL-604", outside("w", "offset", "-8")),
                        hostile("length", "AL-604", outside("w", "length", "15")),
                        hostile(
                                "end past a long",
                                "AL-604",
                                outside("w", "offset", Long.toString(Long.MAX_VALUE))),
                        hostile("number", "AL-401", outside("w", "offset", "eight")),
                        hostile("key", "AL-605", outside("w", "exec", "rm")));
        return Stream.concat(places, ranges).toList();
    }

    private static byte[] outside(String location) {
        return adding(external(tensor(FLOAT, 4), "location", location));
    }

    private static byte[] outside(String location, String key, String value) {
        return adding(external(tensor(FLOAT, 4), "location", location, key, value));
    }

    private static List<Arguments> operators() {
        return List.of(
                hostile("custom domain", "AL-701", model(one(node("Evil", "com.evil", "x", "y")))),
                hostile(
                        "training domain",
                        "AL-701",
                        model(one(node("Adam", "ai.onnx.preview.training", "x", "y")))),
                hostile(
                        "custom domain in a function",
                        "AL-701",
                        withFunction(function(node("Evil", "com.evil", "x", "y")))),
                hostile(
                        "compiled block",
                        "AL-702",
                        model(one(node("EPContext", "com.microsoft", "x", "y")))),
                hostile("recursion", "AL-703", withFunction(function(node("F", "own", "x", "y")))),
                hostile(
                        "training information",
                        "AL-705",
                        opened(8, 17)
                                .message(7, one(node("Relu", "", "x", "y")))
                                .message(20, new Proto())
                                .toBytes()));
    }

    private static Proto one(Proto node) {
        return graph().message(1, node);
    }

    @Test
    void passesASoundModel() throws IOException {
        assertEquals("passes", verdict(sound()));
    }

    @Test
    void passesFunctionsOfTheModelsOwnDomain() throws IOException {
        assertEquals("passes", verdict(withFunction(function(node("Relu", "", "x", "y")))));
    }

    @Test
    void passesDataBesideTheModel() throws IOException {
        assertEquals("passes", verdict(outside("weights/w.bin", "offset", "4096")));
    }

    @Test
    void passesEmptyTensorsAndScalars() throws IOException {
        assertEquals("passes", verdict(adding(tensor(FLOAT, 0).bytes(9, new byte[0]))));
        assertEquals("passes", verdict(adding(tensor(FLOAT).bytes(9, new byte[4]))));
    }

    @Test
    void passesAsManyNodesAsItMayHave() throws IOException {
        assertEquals("passes", verdict(model(chain(50_000))));
    }
}
