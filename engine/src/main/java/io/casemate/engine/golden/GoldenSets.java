package io.casemate.engine.golden;

import io.casemate.engine.tensors.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Opens golden sets. Elements are mapped, not read.
public final class GoldenSets {
    private static final String LABELS = "labels.npy";
    private static final String DATA_SET = "test_data_set_";

    private GoldenSets() {}

    /// @param inputs what the model takes, in its order
    /// @throws GoldenException when the folder is no golden set for these inputs
    public static GoldenSet open(Path folder, List<Port> inputs) throws IOException {
        if (Files.isDirectory(folder.resolve(DATA_SET + 0))) {
            return new ProtoGoldenSet(dataSets(folder), inputs);
        }
        var arrays = new ArrayList<NpyFile>();
        for (Port input : inputs) {
            arrays.add(NpyFile.open(existing(folder, input.name())));
        }
        Path labels = folder.resolve(LABELS);
        return new NpyGoldenSet(
                inputs,
                arrays,
                Files.exists(labels) ? Optional.of(NpyFile.open(labels)) : Optional.empty());
    }

    private static List<Path> dataSets(Path folder) {
        var folders = new ArrayList<Path>();
        Path next = folder.resolve(DATA_SET + 0);
        while (Files.isDirectory(next)) {
            folders.add(next);
            next = folder.resolve(DATA_SET + folders.size());
        }
        return folders;
    }

    private static Path existing(Path folder, String input) {
        Path file = folder.resolve(input.replaceAll("[^A-Za-z0-9._-]", "_") + ".npy");
        if (!Files.isRegularFile(file)) {
            throw new GoldenException(
                    GoldenProblem.MISSING,
                    folder,
                    "It has no file '%s' for the input '%s'.".formatted(file.getFileName(), input),
                    "Add the file, with the samples along its first axis.");
        }
        return file;
    }
}
