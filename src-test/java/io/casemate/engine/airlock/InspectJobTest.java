package io.casemate.engine.airlock;

import static io.casemate.engine.airlock.HostileCorpus.chain;
import static io.casemate.engine.airlock.HostileCorpus.function;
import static io.casemate.engine.airlock.HostileCorpus.one;
import static io.casemate.engine.airlock.HostileCorpus.outside;
import static io.casemate.engine.airlock.HostileCorpus.withFunction;
import static io.casemate.engine.airlock.SmallModels.FLOAT;
import static io.casemate.engine.airlock.SmallModels.INT64;
import static io.casemate.engine.airlock.SmallModels.adding;
import static io.casemate.engine.airlock.SmallModels.external;
import static io.casemate.engine.airlock.SmallModels.graph;
import static io.casemate.engine.airlock.SmallModels.model;
import static io.casemate.engine.airlock.SmallModels.node;
import static io.casemate.engine.airlock.SmallModels.opened;
import static io.casemate.engine.airlock.SmallModels.sound;
import static io.casemate.engine.airlock.SmallModels.tensor;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What inspection lets pass, and what it says of it. The job runs in this process: it loads no
/// native library.
@Timeout(30)
final class InspectJobTest {
    @TempDir Path temp;

    private String verdict(byte[] content) throws IOException {
        return Inspections.verdict(Files.write(temp.resolve("cat.onnx"), content));
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

    @Test
    void passesSparseTensorsInOrder() throws IOException {
        assertEquals("passes", verdict(model(graph().message(15, HostileTensors.sparse(0, 3)))));
    }

    @Test
    void passesTensorsThatShareAllOfTheirData() throws IOException {
        Proto tied = external(tensor(FLOAT, 4), "location", "w", "offset", "64");
        assertEquals("passes", verdict(model(graph().message(5, tied).message(5, tied))));
    }

    @Test
    void passesPackedNumbersOfOneElementEach() throws IOException {
        assertEquals("passes", verdict(adding(tensor(INT64, 2).bytes(7, new byte[] {-128, 1, 5}))));
    }

    @Test
    void refusesAFileThatNoMessageCanFill() throws IOException {
        Path file = temp.resolve("large.onnx");
        try (var large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(1L << 31); // takes no room on the disk
        }

        assertEquals("AL-405", Inspections.verdict(file));
    }

    @Test
    void warnsOfALoopThatNothingBounds() throws IOException {
        byte[] loop = model(one(node("Loop", "", "trips", "go", "y")));
        assertEquals("warns AL-704", verdict(loop));
    }

    @Test
    void doesNotWarnOfALoopWithAConstantBound() throws IOException {
        Proto ten = tensor(INT64).bytes(7, new byte[] {10});
        Proto graph = graph().message(5, ten).message(1, node("Loop", "", "w", "go", "y"));
        assertEquals("passes", verdict(model(graph)));
    }

    @Test
    void warnsOfALoopWithAnEndlessBound() throws IOException {
        Proto most = tensor(INT64).bytes(9, new byte[] {-1, -1, -1, -1, -1, -1, -1, 127});
        Proto graph = graph().message(5, most).message(1, node("Loop", "", "w", "go", "y"));
        assertEquals("warns AL-704", verdict(model(graph)));
    }

    @Test
    void warnsOfKeysInTheModelsNotes() throws IOException {
        assertEquals("warns AL-902", verdict(noted("token=1, AKIAABCDEFGHIJKLMNOP")));
    }

    @Test
    void tellsOfLinksInTheModelsNotes() throws IOException {
        assertEquals("warns AL-903", verdict(noted("see https://models.example/cat")));
    }

    @Test
    void warnsOfNodesWhoseInputsItCannotCheck() throws IOException {
        byte[] oneHot = model(one(node("OneHot", "", "x", "depth", "values", "y")));
        assertEquals("warns AL-706", verdict(oneHot));
    }

    private static byte[] noted(String note) {
        Proto entry = new Proto().text(1, "note").text(2, note);
        return opened(8, 17)
                .message(7, one(node("Relu", "", "x", "y")))
                .message(14, entry)
                .toBytes();
    }
}
