package io.casemate.engine.airlock;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Small ONNX models as bytes, sound and hostile.
final class SmallModels {
    static final int FLOAT = 1;
    static final int INT64 = 7;

    private SmallModels() {}

    /// {@return `y = x + w`, with `w` as given}
    static byte[] adding(Proto weights) {
        return model(graph().message(5, weights).message(1, node("Add", "", "x", "w", "y")));
    }

    /// {@return a model that is sound and runs}
    static byte[] sound() {
        return adding(tensor(FLOAT, 4).bytes(9, floats(1, 2, 3, 4)));
    }

    static Proto tensor(int type, long... dims) {
        var tensor = new Proto();
        for (long size : dims) {
            tensor.number(1, size);
        }
        return tensor.number(2, type).text(8, "w");
    }

    static Proto external(Proto tensor, String... keysAndValues) {
        for (int i = 0; i < keysAndValues.length; i += 2) {
            tensor.message(13, new Proto().text(1, keysAndValues[i]).text(2, keysAndValues[i + 1]));
        }
        return tensor.number(14, 1);
    }

    static byte[] floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }

    static Proto node(String type, String domain, String... inputsThenOutput) {
        var node = new Proto();
        for (int i = 0; i < inputsThenOutput.length - 1; i++) {
            node.text(1, inputsThenOutput[i]);
        }
        node.text(2, inputsThenOutput[inputsThenOutput.length - 1]);
        return node.text(3, "the-" + type).text(4, type).text(7, domain);
    }

    /// {@return a node attribute that is a tensor}
    static Proto attribute(String name, Proto tensor) {
        return new Proto().text(1, name).message(5, tensor).number(20, 4);
    }

    static Proto attribute(String name, long value) {
        return new Proto().text(1, name).number(3, value).number(20, 2);
    }

    static Proto port(String name, int type, long... dims) {
        var shape = new Proto();
        for (long size : dims) {
            shape.message(1, size < 0 ? new Proto().text(2, "free") : new Proto().number(1, size));
        }
        var tensor = new Proto().number(1, type).message(2, shape);
        return new Proto().text(1, name).message(2, new Proto().message(1, tensor));
    }

    /// {@return a graph from `x [4]` to `y [4]`, without nodes yet}
    static Proto graph() {
        return new Proto()
                .text(2, "g")
                .message(11, port("x", FLOAT, 4))
                .message(12, port("y", FLOAT, 4));
    }

    static byte[] model(Proto graph) {
        return opened(8, 17).message(7, graph).toBytes();
    }

    static Proto opened(long irVersion, long opset) {
        return new Proto().number(1, irVersion).message(8, opset("", opset));
    }

    static Proto opset(String domain, long version) {
        return new Proto().text(1, domain).number(2, version);
    }
}
