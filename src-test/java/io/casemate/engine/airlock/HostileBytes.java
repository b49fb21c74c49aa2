package io.casemate.engine.airlock;

import static io.casemate.engine.airlock.SmallModels.FLOAT;
import static io.casemate.engine.airlock.SmallModels.adding;
import static io.casemate.engine.airlock.SmallModels.attribute;
import static io.casemate.engine.airlock.SmallModels.graph;
import static io.casemate.engine.airlock.SmallModels.model;
import static io.casemate.engine.airlock.SmallModels.node;
import static io.casemate.engine.airlock.SmallModels.opened;
import static io.casemate.engine.airlock.SmallModels.port;
import static io.casemate.engine.airlock.SmallModels.sound;
import static io.casemate.engine.airlock.SmallModels.tensor;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;

/// Models whose bytes are no sound message, or too many.
final class HostileBytes {

    private HostileBytes() {}

    static List<HostileCase> all() {
        byte[] one = {1};
        byte[] endless = {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1};
        Proto relu = node("Relu", "", "x", "y");
        Proto twice = new Proto().text(1, "alpha").number(3, 1).number(3, 2).number(20, 2);
        Proto both = attribute("alpha", 1).message(5, tensor(FLOAT, 1).bytes(9, new byte[4]));
        Proto other = new Proto().text(1, "alpha").number(3, 1).number(20, 5);
        Proto type = new Proto().text(1, "alpha").number(20, 99);
        return List.of(
                broken("start of a group", with(model -> model.tag(9, 3))),
                broken("end of a group", with(model -> model.tag(9, 4))),
                broken("wire type 6", with(model -> model.tag(9, 6))),
                broken("wire type 7", with(model -> model.tag(9, 7))),
                broken("field number 0", with(model -> model.tag(0, 0).raw(one))),
                broken("number without an end", with(model -> model.tag(1, 0).raw(endless))),
                broken("number where a text belongs", with(model -> model.number(2, 5))),
                broken("text where a number belongs", with(model -> model.text(1, "8"))),
                broken("number where the graph belongs", opened(8, 17).number(7, 1).toBytes()),
                broken("length past the end", with(model -> model.tag(2, 2).raw(new byte[] {99}))),
                broken(
                        "length of 2 GiB",
                        with(model -> model.tag(2, 2).raw(new byte[] {-1, -1, -1, -1, 7}))),
                broken(
                        "negative length",
                        with(model -> model.tag(2, 2).raw(endless).raw(new byte[0]))),
                broken("two graphs", with(model -> model.message(7, graph()))),
                broken("name that is no text", with(model -> model.bytes(2, new byte[] {-1, -2}))),
                broken("name of 2 KiB", with(model -> model.text(2, "n".repeat(2048)))),
                broken("note of 2 MiB", with(model -> model.text(6, "n".repeat(2 << 20)))),
                broken("unknown field of 2 MiB", with(model -> model.bytes(99, new byte[2 << 20]))),
                broken("attribute with a value twice", withAttribute(twice)),
                broken("attribute with two values", withAttribute(both)),
                broken("attribute of another type", withAttribute(other)),
                broken("attribute of no known type", withAttribute(type)),
                broken("element type 99", adding(tensor(99, 4).bytes(9, new byte[16]))),
                broken("port of type 99", model(graph().message(11, port("z", 99, 1)))),
                new HostileCase("257 notes", "AL-404", with(HostileBytes::noted)),
                new HostileCase("1,025 inputs", "AL-404", model(ports(11))),
                new HostileCase("1,025 outputs", "AL-404", model(ports(12))),
                new HostileCase("100,001 initializers", "AL-404", model(initializers())),
                broken("text of a web page", "<!DOCTYPE html>".getBytes(StandardCharsets.UTF_8)),
                broken("zeros", new byte[4096]),
                broken("one byte", one),
                broken("node of a number", model(graph().number(1, 5))),
                broken("opset of a number", opened(8, 17).number(8, 5).toBytes()),
                broken("attribute of a number", model(graph().message(1, relu.number(5, 1)))));
    }

    private static HostileCase broken(String what, byte[] content) {
        return new HostileCase(what, "AL-401", content);
    }

    private static byte[] with(UnaryOperator<Proto> change) {
        return change.apply(new Proto().raw(sound())).toBytes();
    }

    private static byte[] withAttribute(Proto attribute) {
        return model(graph().message(1, node("Elu", "", "x", "y").message(5, attribute)));
    }

    private static Proto noted(Proto model) {
        for (int i = 0; i < 257; i++) {
            model.message(14, new Proto().text(1, "k" + i).text(2, "v"));
        }
        return model;
    }

    private static Proto ports(int field) {
        Proto graph = graph();
        for (int i = 0; i < 1_024; i++) {
            graph.message(field, port("p" + i, FLOAT, 1));
        }
        return graph;
    }

    private static Proto initializers() {
        Proto graph = graph();
        Proto empty = tensor(FLOAT, 0);
        for (int i = 0; i < 100_001; i++) {
            graph.message(5, empty);
        }
        return graph;
    }
}
