package io.casemate.engine.airlock;

import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.RawField;
import io.casemate.engine.onnx.TensorData;
import io.casemate.engine.onnx.TensorProto;
import java.io.IOException;
import java.util.List;

/// Every tensor can exist, and has as much data as its shape stands for.
final class TensorCheck {
    private static final int MAX_RANK = 16;
    private static final long WIDEST_ELEMENT_BITS = 128;
    private static final long MOST_TEXT = 16L << 20;

    /// Elements of all tensors together.
    private static final long MOST_ELEMENTS = 1L << 40;

    private static final String MADE_BY_HAND =
            "Export the model again; this file was damaged or made by hand.";

    private final Inspected inspected;
    private final SourceBytes bytes;
    private long total;

    private TensorCheck(Inspected inspected, SourceBytes bytes) {
        this.inspected = inspected;
        this.bytes = bytes;
    }

    static void run(Inspected inspected) throws IOException {
        try (var bytes = new SourceBytes()) {
            var check = new TensorCheck(inspected, bytes);
            for (TensorProto tensor : inspected.parts().tensors().toList()) {
                check.check(tensor);
            }
        }
    }

    /// Checks one tensor that is no part of the stream above.
    static void run(Inspected inspected, TensorProto tensor) throws IOException {
        try (var bytes = new SourceBytes()) {
            new TensorCheck(inspected, bytes).check(tensor);
        }
    }

    private void check(TensorProto tensor) throws IOException {
        if (tensor.dims().size() > MAX_RANK || hasNegative(tensor.dims())) {
            throw inspected.refuse(
                    AirlockProblem.IMPOSSIBLE_TENSOR,
                    "%s has the shape %s.".formatted(named(tensor), tensor.dims()),
                    MADE_BY_HAND);
        }
        long elements = elements(tensor);
        if (tensor.forms() > 1) {
            throw inspected.refuse(
                    AirlockProblem.MISFIT_TENSOR,
                    "%s has its data in %d forms.".formatted(named(tensor), tensor.forms()),
                    "Export the model again; a tensor has one form of data.");
        }
        switch (tensor.data()) {
            case TensorData.Raw(var source) -> checkRaw(tensor, elements, source.length());
            case TensorData.Typed(List<RawField> fields) -> checkTyped(tensor, elements, fields);
            case TensorData.Empty _ -> {
                if (elements > 0) {
                    throw misfit(tensor, elements + " elements", "no data");
                }
            }
            // the range is looked at with the files beside the model
            case TensorData.External _ -> checkHasFixedSize(tensor, "external data");
        }
    }

    private static String named(TensorProto tensor) {
        return "Tensor '%s'".formatted(tensor.name());
    }

    private static boolean hasNegative(List<Long> dims) {
        for (long size : dims) {
            if (size < 0) {
                return true;
            }
        }
        return false;
    }

    private long elements(TensorProto tensor) {
        try {
            long elements = tensor.elements();
            Math.multiplyExact(elements, WIDEST_ELEMENT_BITS);
            total = Math.addExact(total, elements);
            if (total > MOST_ELEMENTS) {
                throw inspected.refuse(
                        AirlockProblem.IMPOSSIBLE_TENSOR,
                        "Its tensors up to '%s' claim %d elements (limit %d)."
                                .formatted(tensor.name(), total, MOST_ELEMENTS),
                        MADE_BY_HAND);
            }
            return elements;
        } catch (ArithmeticException _) {
            throw inspected.refuse(
                    AirlockProblem.IMPOSSIBLE_TENSOR,
                    "%s claims the shape %s: more than any file can hold."
                            .formatted(named(tensor), tensor.dims()),
                    MADE_BY_HAND);
        }
    }

    private void checkHasFixedSize(TensorProto tensor, String form) {
        if (tensor.type() == ElementType.UNDEFINED || tensor.type() == ElementType.STRING) {
            throw misfit(tensor, "data of type " + tensor.type(), form);
        }
    }

    private void checkRaw(TensorProto tensor, long elements, long length) {
        checkHasFixedSize(tensor, "raw bytes");
        long wanted = Math.ceilDiv(elements * tensor.type().bits(), 8L);
        if (length != wanted) {
            throw misfit(tensor, wanted + " bytes by its shape", length + " bytes");
        }
    }

    private void checkTyped(TensorProto tensor, long elements, List<RawField> fields)
            throws IOException {
        TypedField form = TypedField.ofNumber(fields.getFirst().number());
        if (!form.types().contains(tensor.type())) {
            throw misfit(tensor, "data of type " + tensor.type(), form.fieldName());
        }
        long wanted = form.values(tensor.type(), elements);
        long found = 0;
        for (RawField field : fields) {
            found += form.count(field.payload(), bytes);
        }
        if (found != wanted) {
            throw misfit(tensor, wanted + " values by its shape", found + " values");
        }
        long length = fields.stream().mapToLong(field -> field.payload().length()).sum();
        if (form == TypedField.STRING_DATA && length > MOST_TEXT) {
            throw inspected.refuse(
                    AirlockProblem.TOO_MUCH_TEXT,
                    "%s holds %d bytes of text (limit %d)."
                            .formatted(named(tensor), length, MOST_TEXT),
                    "Keep large vocabularies beside the model, not inside it.");
        }
    }

    private Refusal misfit(TensorProto tensor, String wanted, String found) {
        return inspected.refuse(
                AirlockProblem.MISFIT_TENSOR,
                "%s should have %s but has %s.".formatted(named(tensor), wanted, found),
                "Copy the file again; if that does not help, export the model again.");
    }
}
