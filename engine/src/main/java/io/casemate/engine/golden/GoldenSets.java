package io.casemate.engine.golden;

import io.casemate.engine.tensors.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Opens golden sets and calibration data. Elements are mapped, or read sample by sample.
///
/// These forms of folder are read; the first that is there counts:
///
/// | Form | A sample is |
/// |---|---|
/// | `test_data_set_N` folders with `input_N.pb` (`TensorProto`) | a folder |
/// | one `.npy` file for each input, named after it | an index along the first axis, see [Stack] |
/// | `.npz` files | a file, its arrays named after the inputs or in their order |
/// | one `.csv` file | a row, see [CsvSamples] |
/// | `.npy` files, when the model takes one input | a file |
/// | folders with `.npy` files named after the inputs or in their order | a folder |
///
/// Labels may lie beside all but tables: `labels.npy`, one or more numbers a sample along the first
/// axis, or `labels.csv`, a row a sample. `metric.json` says how good answers are, see [Metric].
public final class GoldenSets {
    private static final String DATA_SET = "test_data_set_";
    private static final String ARRAY = ".npy";
    private static final String ZIPPED = ".npz";
    private static final String TABLE = ".csv";

    private GoldenSets() {}

    /// @param inputs what the model takes, in its order
    /// @throws GoldenException when the folder is no golden set for these inputs
    public static GoldenSet open(Path folder, List<Port> inputs) throws IOException {
        GoldenSet samples = samples(folder, inputs);
        return Metric.in(folder)
                .<GoldenSet>map(metric -> new MeasuredSet(samples, metric))
                .orElse(samples);
    }

    /// {@return whether a file can be a part of a golden set: a sample, labels, or the metric}
    ///
    /// @param place in the folder of the set, such as `test_data_set_0/input_0.pb`
    public static boolean isPart(Path place) {
        String name = place.getFileName().toString();
        if (place.getNameCount() == 1) {
            return name.equals(MetricFile.NAME)
                    || Stream.of(ARRAY, ZIPPED, TABLE).anyMatch(name::endsWith);
        }
        return place.getName(0).toString().startsWith(DATA_SET)
                ? name.startsWith("input_") && name.endsWith(".pb")
                : name.endsWith(ARRAY);
    }

    private static GoldenSet samples(Path folder, List<Port> inputs) throws IOException {
        if (Files.isDirectory(folder.resolve(DATA_SET + 0))) {
            List<Path> sets = dataSets(folder);
            return new ProtoGoldenSet(sets, inputs, Labels.in(folder, sets.size()));
        }
        if (inputs.stream().allMatch(input -> Files.isRegularFile(arrayOf(folder, input)))) {
            return stacked(folder, inputs);
        }
        List<Path> all = content(folder);
        List<Path> zipped = ending(all, ZIPPED);
        if (!zipped.isEmpty()) {
            return files(folder, zipped, inputs);
        }
        List<Path> tables = ending(all, TABLE);
        if (!tables.isEmpty()) {
            return CsvSamples.open(tables.getFirst(), inputs);
        }
        List<Path> arrays = ending(all, ARRAY);
        if (inputs.size() == 1 && !arrays.isEmpty()) {
            return files(folder, arrays, inputs);
        }
        List<Path> folders = all.stream().filter(GoldenSets::holdsArrays).toList();
        if (folders.isEmpty()) {
            throw missing(folder, inputs);
        }
        return files(folder, folders, inputs);
    }

    private static GoldenSet stacked(Path folder, List<Port> inputs) throws IOException {
        var stacks = new ArrayList<Stack>();
        for (Port input : inputs) {
            stacks.add(Stack.of(input, NpyFile.open(arrayOf(folder, input))));
        }
        int size = stacks.isEmpty() ? 0 : stacks.getFirst().size();
        return new NpyGoldenSet(stacks, Labels.in(folder, size));
    }

    private static GoldenSet files(Path folder, List<Path> places, List<Port> inputs)
            throws IOException {
        return new FileSamples(places, inputs, Labels.in(folder, places.size()));
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

    /// {@return what is in `folder`, labels aside, ordered by name}
    private static List<Path> content(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new GoldenException(
                    GoldenProblem.MISSING,
                    folder,
                    "There is no such folder.",
                    "Give the folder that holds the samples.");
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> !Labels.isFile(path)).sorted().toList();
        }
    }

    private static List<Path> ending(List<Path> paths, String suffix) {
        return paths.stream()
                .filter(path -> path.getFileName().toString().endsWith(suffix))
                .filter(Files::isRegularFile)
                .toList();
    }

    private static boolean holdsArrays(Path path) {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Stream<Path> inside = Files.list(path)) {
            return inside.anyMatch(file -> file.getFileName().toString().endsWith(ARRAY));
        } catch (IOException _) {
            return false; // what cannot be listed holds no samples
        }
    }

    /// {@return the file of `input`; characters that file names may not have are underscores}
    private static Path arrayOf(Path folder, Port input) {
        return folder.resolve(fileName(input) + ARRAY);
    }

    static String fileName(Port input) {
        return fileName(input.name());
    }

    static String fileName(String input) {
        return input.replaceAll("[^A-Za-z0-9._-]", "_");
    }

    private static GoldenException missing(Path folder, List<Port> inputs) {
        Port first =
                inputs.stream()
                        .filter(input -> !Files.isRegularFile(arrayOf(folder, input)))
                        .findFirst()
                        .orElseThrow();
        return new GoldenException(
                GoldenProblem.MISSING,
                folder,
                "It has no file '%s' for the input '%s', and no samples of another form."
                        .formatted(arrayOf(folder, first).getFileName(), first.name()),
                "Add the file, with the samples along its first axis; or test_data_set_0,"
                        + " .npz files, or a .csv file.");
    }
}
