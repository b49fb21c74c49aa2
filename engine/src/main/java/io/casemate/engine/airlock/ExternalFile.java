package io.casemate.engine.airlock;

import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.TensorData;
import io.casemate.engine.onnx.TensorProto;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// A data file that a model refers to, and how much of it the model wants.
///
/// @param location as the model gives it
/// @param tensor the one that reaches furthest into it
/// @param end where the furthest tensor ends, in bytes
record ExternalFile(String location, String tensor, long end) {
    private static final Set<String> KEYS = Set.of("location", "offset", "length", "checksum");
    private static final int MAX_FILES = 256;
    private static final int MAX_COMPONENT = 255;
    private static final int MAX_LOCATION = 1024;

    /// Names that are devices on Windows, with any ending.
    private static final Pattern DEVICE =
            Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");

    /// {@return the files that `model` refers to, by location}
    ///
    /// @throws Refusal when a reference is not to a plain file below the model's folder
    static List<ExternalFile> of(String file, Model model) {
        Map<String, ExternalFile> found = new TreeMap<>();
        var ranges = new DataRanges(file);
        new ModelParts(model)
                .tensors()
                .forEach(tensor -> {
                    if (tensor.data() instanceof TensorData.External external) {
                        ExternalFile one = of(file, tensor, external);
                        ranges.add(external.offset(), one);
                        found.merge(one.location(), one, ExternalFile::further);
                    }
                });
        if (found.size() > MAX_FILES) {
            throw AirlockProblem.TOO_MANY.refusal(
                    "%s was not imported.".formatted(file),
                    "It refers to %d data files (limit %d).".formatted(found.size(), MAX_FILES),
                    "Export it with one data file.");
        }
        ranges.check();
        return List.copyOf(found.values());
    }

    private static ExternalFile further(ExternalFile one, ExternalFile other) {
        return one.end() >= other.end() ? one : other;
    }

    private static ExternalFile of(String file, TensorProto tensor, TensorData.External external) {
        String what = "%s was not imported.".formatted(file);
        var seen = new HashSet<String>();
        for (String key : external.keys()) {
            if (!KEYS.contains(key) || !seen.add(key)) {
                throw AirlockProblem.ODD_DATA_KEY.refusal(
                        what,
                        "Tensor '%s' has the external data key '%s', unknown or twice."
                                .formatted(tensor.name(), key),
                        "Export the model again; location, offset, length and checksum are allowed.");
            }
        }
        if (!isPlain(external.location())) {
            throw AirlockProblem.OUTSIDE.refusal(
                    what,
                    "Tensor '%s' points outside the model folder ('%s')."
                            .formatted(tensor.name(), printable(external.location())),
                    "Do not use this model; report it to where it came from.");
        }
        long wanted = Math.ceilDiv(tensor.elements() * tensor.type().bits(), 8L);
        long length = external.length().orElse(wanted);
        if (external.offset() < 0
                || external.offset() > Long.MAX_VALUE - wanted
                || length != wanted) {
            throw AirlockProblem.PAST_THE_END.refusal(
                    what,
                    "Tensor '%s' wants %d bytes at offset %d; its shape stands for %d bytes."
                            .formatted(tensor.name(), length, external.offset(), wanted),
                    "Export the model again.");
        }
        return new ExternalFile(external.location(), tensor.name(), external.offset() + length);
    }

    private static boolean isPlain(String location) {
        if (location.isEmpty()
                || location.length() > MAX_LOCATION
                || location.startsWith("/")
                || location.indexOf('\\') >= 0
                || location.indexOf(':') >= 0
                || location.indexOf('*') >= 0 // marks an address in memory for ONNX Runtime
                || location.chars().anyMatch(Character::isISOControl)) {
            return false;
        }
        for (String component : location.split("/", -1)) {
            if (component.isEmpty()
                    || component.equals(".")
                    || component.equals("..")
                    || component.length() > MAX_COMPONENT
                    || component.endsWith(".")
                    || component.endsWith(" ")
                    || DEVICE.matcher(component).matches()) {
                return false;
            }
        }
        return !location.equals("model.onnx");
    }

    private static String printable(String location) {
        return location.replaceAll("\\p{Cntrl}", "?");
    }
}
