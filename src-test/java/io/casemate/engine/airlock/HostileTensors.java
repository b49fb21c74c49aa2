package io.casemate.engine.airlock;

import static io.casemate.engine.airlock.SmallModels.FLOAT;
import static io.casemate.engine.airlock.SmallModels.INT64;
import static io.casemate.engine.airlock.SmallModels.adding;
import static io.casemate.engine.airlock.SmallModels.external;
import static io.casemate.engine.airlock.SmallModels.graph;
import static io.casemate.engine.airlock.SmallModels.model;
import static io.casemate.engine.airlock.SmallModels.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// Models with tensors that cannot be, and data files that cannot be.
final class HostileTensors {

    private HostileTensors() {}

    private static final int STRING = 8;
    private static final int DOUBLE = 11;

    static List<HostileCase> all() {
        byte[] three = {1, 2, 3};
        return List.of(
                misfit("undefined type", adding(tensor(0, 4).bytes(9, new byte[16]))),
                misfit("numbers too few", adding(tensor(INT64, 4).bytes(7, three))),
                misfit("numbers too many", adding(tensor(INT64, 2).bytes(7, three))),
                misfit("number cut off", adding(tensor(INT64, 1).bytes(7, new byte[] {-1}))),
                misfit("floats of doubles", adding(tensor(DOUBLE, 2).bytes(4, new byte[16]))),
                misfit("float cut off", adding(tensor(FLOAT, 1).bytes(4, new byte[5]))),
                misfit("texts outside", adding(external(tensor(STRING, 1), "location", "w"))),
                new HostileCase(
                        "17 MiB of text",
                        "AL-504",
                        adding(tensor(STRING, 1).bytes(6, new byte[17 << 20]))),
                new HostileCase(
                        "more elements than any model",
                        "AL-501",
                        adding(external(tensor(FLOAT, 1L << 41), "location", "w"))),
                sparseCase("index past the end", sparse(0, 4)),
                sparseCase("index below 0", sparse(-1, 3)),
                sparseCase("indices out of order", sparse(3, 0)),
                sparseCase("index twice", sparse(2, 2)),
                sparseCase("indices too few", parts(longs(1), new long[] {1}, 4)),
                sparseCase("no shape", parts(longs(0, 1), new long[] {2})),
                sparseCase("negative size", parts(longs(0, 1), new long[] {2}, -4)),
                sparseCase("size past a long", parts(longs(0, 1), new long[] {2}, 1L << 62, 4)),
                sparseCase("pairs out of order", parts(longs(1, 0, 0, 1), new long[] {2, 2}, 2, 2)),
                sparseCase("pair past the end", parts(longs(0, 0, 0, 2), new long[] {2, 2}, 2, 2)),
                new HostileCase("sparse without values", "AL-401", sparseModel(new Proto())),
                new HostileCase("overlap", "AL-606", model(overlapping("w", "8"))),
                new HostileCase("key twice", "AL-605", twice()),
                new HostileCase("257 data files", "AL-404", model(files())),
                place("device name", "aux.bin"),
                place("trailing dot", "w."),
                place("trailing space", "w "),
                place("long name", "n".repeat(256)));
    }

    private static HostileCase misfit(String what, byte[] content) {
        return new HostileCase(what, "AL-502", content);
    }

    private static HostileCase sparseCase(String what, Proto sparse) {
        return new HostileCase("sparse " + what, "AL-503", sparseModel(sparse));
    }

    private static HostileCase place(String what, String location) {
        byte[] content = adding(external(tensor(FLOAT, 4), "location", location));
        return new HostileCase("location with a " + what, "AL-601", content);
    }

    private static byte[] sparseModel(Proto sparse) {
        return model(graph().message(15, sparse));
    }

    /// {@return two values of a tensor of four}
    static Proto sparse(long first, long second) {
        return parts(longs(first, second), new long[] {2}, 4);
    }

    private static Proto parts(byte[] indices, long[] shape, long... dims) {
        var sparse = new Proto().message(1, tensor(FLOAT, 2).bytes(9, new byte[8]));
        sparse.message(2, tensor(INT64, shape).bytes(9, indices));
        for (long size : dims) {
            sparse.number(3, size);
        }
        return sparse;
    }

    private static byte[] longs(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            bytes.putLong(value);
        }
        return bytes.array();
    }

    private static Proto overlapping(String location, String offset) {
        Proto first = external(tensor(FLOAT, 4), "location", location);
        Proto second = external(tensor(FLOAT, 4), "location", location, "offset", offset);
        return graph().message(5, first).message(5, second);
    }

    private static byte[] twice() {
        return adding(external(tensor(FLOAT, 4), "location", "w", "location", "../w"));
    }

    private static Proto files() {
        Proto graph = graph();
        for (int i = 0; i < 257; i++) {
            graph.message(5, external(tensor(FLOAT, 4), "location", "w" + i));
        }
        return graph;
    }
}
