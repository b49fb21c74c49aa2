package io.casemate.engine.airlock;

import static io.casemate.engine.airlock.SmallModels.FLOAT;
import static io.casemate.engine.airlock.SmallModels.INT64;
import static io.casemate.engine.airlock.SmallModels.attribute;
import static io.casemate.engine.airlock.SmallModels.graph;
import static io.casemate.engine.airlock.SmallModels.model;
import static io.casemate.engine.airlock.SmallModels.node;
import static io.casemate.engine.airlock.SmallModels.opened;
import static io.casemate.engine.airlock.SmallModels.opset;
import static io.casemate.engine.airlock.SmallModels.port;
import static io.casemate.engine.airlock.SmallModels.tensor;

import java.util.List;

/// Models with nodes that the engine must not be given.
final class HostileOperators {

    private HostileOperators() {}

    private static final String ML = "ai.onnx.ml";

    static List<HostileCase> all() {
        return List.of(
                foreign("unknown operator", node("Backdoor", "", "x", "y")),
                foreign("unknown operator of Microsoft", node("Shell", "com.microsoft", "x", "y")),
                foreign("operator newer than its opset", node("Gelu", "", "x", "y")),
                foreign("operator that has ended", node("Upsample", "", "x", "y")),
                foreign("operator of another domain", node("Relu", ML, "x", "y")),
                new HostileCase("Python", "AL-702", one(node("PyOp", "com.microsoft", "x", "y"))),
                new HostileCase("branches 17 deep", "AL-402", model(nested(17))),
                new HostileCase("257 functions", "AL-404", functions(257, 1)),
                new HostileCase("functions that explode", "AL-404", functions(12, 10)),
                crasher("OneHot of depth none", oneHot(0, 2, -1)),
                crasher("OneHot of two depths", oneHot(2, 2, -1)),
                crasher("OneHot of three values", oneHot(1, 3, -1)),
                crasher("OneHot on axis 99", oneHot(1, 2, 99)),
                crasher("OneHot without inputs", graph().message(1, node("OneHot", "", "y"))),
                crasher("Normalizer of 3 dimensions", normalizer(2, 2, 2)),
                crasher("Normalizer of a scalar", normalizer()));
    }

    private static byte[] one(Proto node) {
        return model(graph().message(1, node));
    }

    private static HostileCase foreign(String what, Proto node) {
        return new HostileCase(what, "AL-701", one(node));
    }

    private static HostileCase crasher(String what, Proto graph) {
        byte[] content = opened(8, 17).message(8, opset(ML, 3)).message(7, graph).toBytes();
        return new HostileCase(what, "AL-706", content);
    }

    private static Proto nested(int depth) {
        Proto graph = graph();
        for (int i = 0; i < depth; i++) {
            Proto branch = new Proto().text(1, "then_branch").message(6, graph).number(20, 5);
            graph = graph().message(1, node("If", "", "x", "y").message(5, branch));
        }
        return graph;
    }

    private static byte[] functions(int count, int calls) {
        Proto model = opened(8, 17).message(8, opset("own", 1));
        model.message(7, graph().message(1, node("F0", "own", "x", "y")));
        for (int i = 0; i < count; i++) {
            var function = new Proto().text(1, "F" + i).text(4, "x").text(5, "y").text(10, "own");
            for (int call = 0; call < calls; call++) {
                boolean isLast = i == count - 1;
                String called = isLast ? "Relu" : "F" + (i + 1);
                function.message(7, node(called, isLast ? "" : "own", "x", "y"));
            }
            model.message(25, function.message(9, opset("", 17)));
        }
        return model.toBytes();
    }

    private static Proto oneHot(int depths, int values, long axis) {
        Proto depth = named("depth", tensor(INT64, depths).bytes(9, new byte[8 * depths]));
        Proto both = named("values", tensor(FLOAT, values).bytes(9, new byte[4 * values]));
        Proto node = node("OneHot", "", "x", "depth", "values", "y");
        return graph().message(5, depth)
                .message(5, both)
                .message(1, node.message(5, attribute("axis", axis)));
    }

    private static Proto named(String name, Proto tensor) {
        return tensor.text(8, name);
    }

    private static Proto normalizer(long... dims) {
        return new Proto()
                .text(2, "g")
                .message(11, port("x", FLOAT, dims))
                .message(12, port("y", FLOAT, dims))
                .message(1, node("Normalizer", ML, "x", "y"));
    }
}
