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

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Every hostile ONNX model that is made by hand, and the code that it has to be refused with.
final class HostileCorpus {

    private HostileCorpus() {}

    static List<HostileCase> all() {
        return Stream.of(
                        structure(),
                        tensors(),
                        hiddenTensors(),
                        locations(),
                        operators(),
                        HostileBytes.all(),
                        HostileTensors.all(),
                        HostileOperators.all(),
                        HostileContent.all())
                .flatMap(List::stream)
                .toList();
    }

    private static List<HostileCase> structure() {
        byte[] sound = sound();
        return List.of(
                new HostileCase("half a file", "AL-401", Arrays.copyOf(sound, sound.length / 2)),
                new HostileCase("text", "AL-401", "this is no model".getBytes()),
                new HostileCase("no graph", "AL-401", opened(8, 17).toBytes()),
                new HostileCase("no opset", "AL-401", new Proto().message(7, graph()).toBytes()),
                new HostileCase("nested too deep", "AL-402", model(nested(70))),
                new HostileCase(
                        "IR version", "AL-403", opened(99, 17).message(7, graph()).toBytes()),
                new HostileCase("opset", "AL-403", opened(8, 999).message(7, graph()).toBytes()),
                new HostileCase("nodes", "AL-404", model(chain(50_001))));
    }

    private static Proto nested(int depth) {
        Proto graph = graph();
        for (int i = 0; i < depth; i++) {
            Proto branch = new Proto().text(1, "then_branch").message(6, graph).number(20, 5);
            graph = graph().message(1, node("If", "", "x", "y").message(5, branch));
        }
        return graph;
    }

    static Proto chain(int nodes) {
        Proto graph = graph();
        for (int i = 0; i < nodes; i++) {
            graph.message(1, new Proto().text(1, "x").text(2, "v" + i).text(4, "Relu"));
        }
        return graph;
    }

    private static List<HostileCase> tensors() {
        byte[] four = new byte[16];
        return List.of(
                new HostileCase(
                        "negative size", "AL-501", adding(tensor(FLOAT, -4).bytes(9, four))),
                new HostileCase(
                        "product past a long",
                        "AL-501",
                        adding(tensor(FLOAT, 1L << 62, 4).bytes(9, four))),
                new HostileCase(
                        "bits past a long",
                        "AL-501",
                        adding(tensor(INT64, 1L << 58).bytes(9, new byte[0]))),
                new HostileCase(
                        "rank", "AL-501", adding(tensor(FLOAT, new long[17]).bytes(9, four))),
                new HostileCase("too short", "AL-502", adding(tensor(FLOAT, 5).bytes(9, four))),
                new HostileCase("too long", "AL-502", adding(tensor(FLOAT, 3).bytes(9, four))),
                new HostileCase("no data", "AL-502", adding(tensor(FLOAT, 4))),
                new HostileCase(
                        "two forms",
                        "AL-502",
                        adding(tensor(FLOAT, 4).bytes(9, four).bytes(4, four))),
                new HostileCase("few texts", "AL-502", adding(tensor(8, 2).text(6, "one"))),
                new HostileCase("raw texts", "AL-502", adding(tensor(8, 2).bytes(9, four))));
    }

    private static Proto outside() {
        return external(tensor(FLOAT, 4), "location", "../secret");
    }

    static Proto constant(Proto tensor) {
        return node("Constant", "", "y").message(5, attribute("value", tensor));
    }

    static Proto function(Proto... nodes) {
        var function = new Proto().text(1, "F").text(4, "x").text(5, "y").text(10, "own");
        for (Proto node : nodes) {
            function.message(7, node);
        }
        return function.message(9, opset("", 17));
    }

    static byte[] withFunction(Proto function) {
        return opened(8, 17)
                .message(8, opset("own", 1))
                .message(7, graph().message(1, node("F", "own", "x", "y")))
                .message(25, function)
                .toBytes();
    }

    private static List<HostileCase> hiddenTensors() {
        Proto misfit = tensor(FLOAT, 5).bytes(9, new byte[16]);
        Proto sparse =
                new Proto()
                        .message(1, outside())
                        .message(2, tensor(INT64, 4).bytes(9, new byte[32]))
                        .number(3, 4);
        Proto sparseValue = new Proto().text(1, "sparse_value").message(22, sparse).number(20, 11);
        Proto sparseConstant = node("Constant", "", "y").message(5, sparseValue);
        return List.of(
                new HostileCase(
                        "constant misfit", "AL-502", model(graph().message(1, constant(misfit)))),
                new HostileCase(
                        "constant outside",
                        "AL-601",
                        model(graph().message(1, constant(outside())))),
                new HostileCase(
                        "function misfit", "AL-502", withFunction(function(constant(misfit)))),
                new HostileCase(
                        "function outside", "AL-601", withFunction(function(constant(outside())))),
                new HostileCase("sparse initializer", "AL-503", model(graph().message(15, sparse))),
                new HostileCase(
                        "sparse constant", "AL-503", model(graph().message(1, sparseConstant))));
    }

    private static List<HostileCase> locations() {
        Stream<HostileCase> places =
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
                        .map(place ->
                                new HostileCase("location " + place, "AL-601", outside(place)));
        Stream<HostileCase> ranges =
                Stream.of(
                        new HostileCase("offset", "AL-604", outside("w", "offset", "-8")),
                        new HostileCase("length", "AL-604", outside("w", "length", "15")),
                        new HostileCase(
                                "end past a long",
                                "AL-604",
                                outside("w", "offset", Long.toString(Long.MAX_VALUE))),
                        new HostileCase("number", "AL-401", outside("w", "offset", "eight")),
                        new HostileCase("key", "AL-605", outside("w", "exec", "rm")));
        return Stream.concat(places, ranges).toList();
    }

    static byte[] outside(String location) {
        return adding(external(tensor(FLOAT, 4), "location", location));
    }

    static byte[] outside(String location, String key, String value) {
        return adding(external(tensor(FLOAT, 4), "location", location, key, value));
    }

    private static List<HostileCase> operators() {
        return List.of(
                new HostileCase(
                        "custom domain", "AL-701", model(one(node("Evil", "com.evil", "x", "y")))),
                new HostileCase(
                        "training domain",
                        "AL-701",
                        model(one(node("Adam", "ai.onnx.preview.training", "x", "y")))),
                new HostileCase(
                        "custom domain in a function",
                        "AL-701",
                        withFunction(function(node("Evil", "com.evil", "x", "y")))),
                new HostileCase(
                        "compiled block",
                        "AL-702",
                        model(one(node("EPContext", "com.microsoft", "x", "y")))),
                new HostileCase(
                        "recursion", "AL-703", withFunction(function(node("F", "own", "x", "y")))),
                new HostileCase(
                        "training information",
                        "AL-705",
                        opened(8, 17)
                                .message(7, one(node("Relu", "", "x", "y")))
                                .message(20, new Proto())
                                .toBytes()));
    }

    static Proto one(Proto node) {
        return graph().message(1, node);
    }
}
