package io.casemate.engine.airlock;

import static io.casemate.engine.airlock.SmallModels.external;
import static io.casemate.engine.airlock.SmallModels.graph;
import static io.casemate.engine.airlock.SmallModels.node;
import static io.casemate.engine.airlock.SmallModels.opened;
import static io.casemate.engine.airlock.SmallModels.port;
import static io.casemate.engine.airlock.SmallModels.tensor;

import java.util.random.RandomGenerator;

/// Models with odd sizes, types, wiring, nesting, attributes and data files. Each is a message of
/// the right structure, except that now and then one byte is another.
final class MutatedModels {
    private static final long[] SIZES = {
        0, 1, 2, 4, 16, -1, 1 << 20, 1L << 31, 1L << 40, 1L << 62, Long.MAX_VALUE, Long.MIN_VALUE
    };
    private static final String[] OPERATORS = {
        "Relu", "Add", "If", "Loop", "Constant", "OneHot", "Normalizer", "Gemm", "Odd", ""
    };
    private static final String[] DOMAINS = {"", "", "", "ai.onnx.ml", "com.microsoft", "odd"};
    private static final String[] NAMES = {"x", "y", "w", "v", "", "\u0000", "long".repeat(400)};
    private static final String[] KEYS = {"location", "offset", "length", "checksum", "odd"};
    private static final String[] VALUES = {"w.bin", "0", "-1", "9223372036854775807", "../w", ""};

    private final RandomGenerator random;

    MutatedModels(RandomGenerator random) {
        this.random = random;
    }

    byte[] next() {
        Proto model = opened(random.nextInt(1, 15), random.nextInt(0, 30));
        for (int i = random.nextInt(3); i > 0; i--) {
            model.message(25, function());
        }
        byte[] bytes = model.message(7, body(random.nextInt(5))).toBytes();
        if (random.nextInt(4) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private Proto body(int depth) {
        Proto graph = graph();
        for (int i = random.nextInt(6); i > 0; i--) {
            switch (random.nextInt(4)) {
                case 0 -> graph.message(5, anyTensor());
                case 1 -> graph.message(15, sparse());
                case 2 -> graph.message(11, port(any(NAMES), random.nextInt(30), any(), any()));
                default -> graph.message(1, anyNode(depth));
            }
        }
        return graph;
    }

    private Proto function() {
        Proto function = new Proto().text(1, any(OPERATORS)).text(10, any(DOMAINS));
        for (int i = random.nextInt(4); i > 0; i--) {
            function.message(7, anyNode(1));
        }
        return function;
    }

    private Proto anyNode(int depth) {
        Proto node = node(any(OPERATORS), any(DOMAINS), any(NAMES), any(NAMES), any(NAMES));
        for (int i = random.nextInt(3); i > 0; i--) {
            Proto attribute = new Proto().text(1, any(NAMES));
            switch (random.nextInt(6)) {
                case 0 -> attribute.message(5, anyTensor()).number(20, 4);
                case 1 -> attribute.message(22, sparse()).number(20, 11);
                case 2 -> attribute.number(3, any()).number(20, random.nextInt(16));
                case 3 -> attribute.bytes(8, noise(9)).number(20, 7);
                default ->
                        attribute.message(6, depth > 0 ? body(depth - 1) : graph()).number(20, 5);
            }
            node.message(5, attribute);
        }
        return node;
    }

    private Proto anyTensor() {
        long[] dims = new long[random.nextInt(4)];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = any();
        }
        Proto tensor = tensor(random.nextInt(27), dims);
        return switch (random.nextInt(4)) {
            case 0 -> tensor.bytes(9, noise(64));
            case 1 -> tensor.bytes(random.nextInt(4, 12), noise(64));
            case 2 -> external(tensor, "location", "w.bin", any(KEYS), any(VALUES));
            default -> tensor;
        };
    }

    private Proto sparse() {
        return new Proto()
                .message(1, anyTensor())
                .message(2, anyTensor())
                .number(3, any())
                .number(3, any());
    }

    private byte[] noise(int most) {
        byte[] bytes = new byte[random.nextInt(most)];
        random.nextBytes(bytes);
        return bytes;
    }

    private long any() {
        return SIZES[random.nextInt(SIZES.length)];
    }

    private String any(String[] from) {
        return from[random.nextInt(from.length)];
    }
}
