package io.casemate.engine.golden;

import io.casemate.engine.tensors.Port;
import io.casemate.engine.tensors.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// Samples in places of their own: a `.npy` file, a `.npz` file or a folder each. An array has the
/// shape that the model takes; a first size of 1 may be left out.
final class FileSamples implements GoldenSet {
    private static final String ARRAY = ".npy";

    /// No honest sample is larger than an array may be.
    private static final long MOST_BYTES = Integer.MAX_VALUE;

    private final List<Path> places;
    private final List<Port> inputs;
    private final Labels labels;

    /// Reads the first sample, so that a set of the wrong form is refused at once.
    FileSamples(List<Path> places, List<Port> inputs, Labels labels) throws IOException {
        this.places = List.copyOf(places);
        this.inputs = List.copyOf(inputs);
        this.labels = labels;
        read(places.getFirst());
    }

    @Override
    public int size() {
        return places.size();
    }

    @Override
    public List<Tensor> sample(int index) {
        try {
            return read(places.get(index));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public OptionalLong label(int index) {
        return labels.of(index);
    }

    @Override
    public double[] truth(int index) {
        return labels.truth(index);
    }

    @Override
    public String source(int index) {
        return places.get(index).getFileName().toString();
    }

    private List<Tensor> read(Path place) throws IOException {
        Map<String, NpyFile> arrays = arrays(place);
        List<NpyFile> inOrder = List.copyOf(arrays.values());
        boolean named =
                inputs.stream().allMatch(input -> arrays.containsKey(GoldenSets.fileName(input)));
        if (!named && inOrder.size() != inputs.size()) {
            throw missing(place, arrays);
        }
        var tensors = new ArrayList<Tensor>();
        for (int i = 0; i < inputs.size(); i++) {
            Port input = inputs.get(i);
            NpyFile array = named ? arrays.get(GoldenSets.fileName(input)) : inOrder.get(i);
            tensors.add(tensor(input, array));
        }
        return tensors;
    }

    private GoldenException missing(Path place, Map<String, NpyFile> arrays) {
        List<String> wanted = inputs.stream().map(GoldenSets::fileName).toList();
        List<String> absent = wanted.stream().filter(name -> !arrays.containsKey(name)).toList();
        return new GoldenException(
                GoldenProblem.MISSING,
                place,
                "It has the arrays %s and the model takes %s: %s is missing."
                        .formatted(arrays.keySet(), wanted, String.join(", ", absent)),
                "Name the arrays after the inputs, or give one for each in their order.");
    }

    /// {@return by name without suffix; shorter names first, so that `arr_2` is before `arr_10`}
    private static Map<String, NpyFile> arrays(Path place) throws IOException {
        var arrays =
                new TreeMap<String, NpyFile>(
                        java.util.Comparator.comparingInt(String::length)
                                .thenComparing(java.util.Comparator.naturalOrder()));
        if (Files.isDirectory(place)) {
            try (Stream<Path> files = Files.list(place)) {
                for (Path file : files.filter(f -> f.toString().endsWith(ARRAY)).toList()) {
                    arrays.put(withoutSuffix(file.getFileName().toString()), NpyFile.open(file));
                }
            }
        } else if (place.toString().endsWith(ARRAY)) {
            arrays.put(withoutSuffix(place.getFileName().toString()), NpyFile.open(place));
        } else {
            unzip(place, arrays);
        }
        return arrays;
    }

    private static String withoutSuffix(String name) {
        return name.substring(0, name.length() - ARRAY.length());
    }

    private static void unzip(Path place, Map<String, NpyFile> arrays) throws IOException {
        try (ZipFile zip = new ZipFile(place.toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (entry.getName().endsWith(ARRAY)) {
                    Path shown = place.resolve(entry.getName().replace('/', '_'));
                    NpyFile array = NpyFile.of(shown, bytes(zip, entry, place));
                    arrays.put(withoutSuffix(entry.getName()), array);
                }
            }
        } catch (ZipException | EOFException e) {
            throw new GoldenException(
                    GoldenProblem.UNREADABLE,
                    place,
                    "It is no zip file that can be read: %s.".formatted(e.getMessage()),
                    "Save the arrays again with numpy.savez.");
        }
    }

    /// The length that the entry claims is read and not one byte more.
    private static ByteBuffer bytes(ZipFile zip, ZipEntry entry, Path place) throws IOException {
        long size = entry.getSize();
        if (size < 0 || size > MOST_BYTES) {
            throw new GoldenException(
                    GoldenProblem.UNREADABLE,
                    place,
                    "Its array '%s' claims %d bytes, and at most %d are read."
                            .formatted(entry.getName(), size, MOST_BYTES),
                    "Save smaller samples.");
        }
        try (var in = zip.getInputStream(entry)) {
            return ByteBuffer.wrap(in.readNBytes((int) size));
        }
    }

    private static Tensor tensor(Port input, NpyFile array) {
        Stack.checkType(input, array);
        long[] shape = array.shape();
        if (!Shapes.fits(shape, input)) {
            long[] one = new long[shape.length + 1];
            one[0] = 1;
            System.arraycopy(shape, 0, one, 1, shape.length);
            if (!Shapes.fits(one, input)) {
                throw new GoldenException(
                        GoldenProblem.WRONG_SHAPE,
                        array.file(),
                        "Its shape is %s, and the input '%s' takes %s (-1: any size)."
                                .formatted(Arrays.toString(shape), input.name(), input.shape()),
                        "Save one sample a file, in the shape that the model takes.");
            }
            shape = one;
        }
        return new Tensor(
                input.name(), input.datatype(), shape, Stack.nativeCopy(array.data(), input));
    }
}
