package io.casemate.engine.foreign;

import io.casemate.engine.units.Bytes;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/// What the header of a model of another format says.
///
/// @param architecture what the model says it is, such as `llama`
/// @param title what the model calls itself
/// @param tensors how many there are of each element type, under its name in the format
/// @param parameters elements of all tensors
/// @param weights what the tensors take up in the file, as far as their types are known
public record ForeignModel(
        Optional<String> architecture,
        Optional<String> title,
        SequencedMap<String, Integer> tensors,
        long parameters,
        Bytes weights) {

    public ForeignModel {
        tensors = Collections.unmodifiableSequencedMap(new TreeMap<>(tensors));
    }

    /// {@return it in one sentence for people}
    public String sentence() {
        int count = tensors.values().stream().mapToInt(Integer::intValue).sum();
        var text = new StringBuilder("It holds ");
        title.ifPresent(name -> text.append("'").append(name).append("', "));
        architecture.ifPresent(name -> text.append("architecture ").append(name).append(", "));
        text.append(String.format(Locale.ROOT, "%,d %s", count, count == 1 ? "tensor" : "tensors"));
        text.append(types(count));
        return text.append(
                        String.format(
                                Locale.ROOT,
                                ", %,d parameters, %s of weights.",
                                parameters,
                                weights))
                .toString();
    }

    private String types(int count) {
        if (count == 0) {
            return "";
        }
        List<String> each =
                tensors.entrySet().stream()
                        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                        .map(type ->
                                tensors.size() == 1
                                        ? type.getKey()
                                        : type.getKey() + " " + type.getValue())
                        .toList();
        return " (" + String.join(", ", each) + ")";
    }
}
