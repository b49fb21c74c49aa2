package io.casemate.engine.quantize;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.casemate.engine.json.Json;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/// What is wrong with a recipe file: the place, the field and what it may be.
final class RecipeFault {
    private RecipeFault() {}

    /// {@return one sentence for people}
    static String words(JacksonException fault) {
        return switch (fault) {
            case UnrecognizedPropertyException unknown ->
                    "%s has a field '%s', and it may have: %s."
                            .formatted(owner(unknown), unknown.getPropertyName(), fields(unknown));
            case InvalidTypeIdException method ->
                    "%s has the method '%s'; there are: %s."
                            .formatted(
                                    owner(method),
                                    Objects.toString(method.getTypeId(), ""),
                                    methods());
            case InvalidFormatException value ->
                    "%s is '%s'; it may be %s."
                            .formatted(
                                    field(value), value.getValue(), allowed(value.getTargetType()));
            case ValueInstantiationException value ->
                    "%s does not fit: %s.".formatted(field(value), cause(value));
            case MismatchedInputException value ->
                    value.getPath().isEmpty()
                            ? "It is empty, or no JSON object."
                            : "%s is missing, or of another kind than %s."
                                    .formatted(field(value), allowed(value.getTargetType()));
            default -> "It is no JSON, or has a field twice, at %s.".formatted(place(fault));
        };
    }

    private static String cause(ValueInstantiationException value) {
        Throwable cause = value.getCause();
        Class<?> type = value.getType().getRawClass();
        if (cause instanceof NullPointerException && type.isRecord()) {
            return "it needs each of "
                    + Stream.of(type.getRecordComponents())
                            .filter(component -> component.getType() != Optional.class)
                            .map(RecordComponent::getName)
                            .sorted()
                            .collect(Collectors.joining(", "));
        }
        return cause == null ? "its value" : Objects.toString(cause.getMessage(), "its value");
    }

    private static String place(JacksonException fault) {
        return fault.getLocation() == null
                ? "its end"
                : "line %d, column %d"
                        .formatted(
                                fault.getLocation().getLineNr(), fault.getLocation().getColumnNr());
    }

    /// {@return the path to the field, such as `steps[0].bits`}
    private static String field(DatabindException fault) {
        String path = path(fault.getPath());
        return path.isEmpty() ? "The file" : "The field '" + path + "'";
    }

    /// {@return what the last field of the path is a field of}
    private static String owner(DatabindException fault) {
        List<JacksonException.Reference> path = fault.getPath();
        boolean endsInField = !path.isEmpty() && path.getLast().getPropertyName() != null;
        String owner = path(endsInField ? path.subList(0, path.size() - 1) : path);
        return owner.isEmpty() ? "The recipe" : "'" + owner + "'";
    }

    private static String path(List<JacksonException.Reference> path) {
        return path.stream()
                .map(step ->
                        step.getPropertyName() == null
                                ? "[" + step.getIndex() + "]"
                                : "." + step.getPropertyName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }

    private static String fields(UnrecognizedPropertyException fault) {
        return fault.getKnownPropertyIds() == null
                ? "none"
                : fault.getKnownPropertyIds().stream()
                        .map(Object::toString)
                        .sorted()
                        .collect(Collectors.joining(", "));
    }

    private static String methods() {
        return Stream.of(Step.class.getAnnotation(JsonSubTypes.class).value())
                .map(JsonSubTypes.Type::name)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String allowed(Class<?> type) {
        if (type != null && type.isEnum()) {
            return Stream.of(type.getEnumConstants())
                    .map(one -> Json.mapper().valueToTree(one).asString())
                    .collect(Collectors.joining(" or "));
        }
        if (type == int.class || type == Integer.class || type == long.class) {
            return "a whole number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == String.class) {
            return "a text";
        }
        return type != null && List.class.isAssignableFrom(type) ? "a list" : "an object";
    }
}
