package io.casemate.engine.airlock;

import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Function;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.RawField;
import io.casemate.engine.onnx.TensorData;
import io.casemate.engine.onnx.TensorProto;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What can be said of a model without running it: tensors that can exist, operators that are
/// standard. Runs in a worker.
final class StaticChecks {
    /// Operator sets that ONNX Runtime brings itself.
    private static final Set<String> DOMAINS =
            Set.of("", "ai.onnx.ml", "com.microsoft", "com.microsoft.nchwc", "ai.onnx.preview");

    /// The newest versions that ONNX Runtime 1.29 knows.
    private static final long NEWEST_IR = 13;

    private static final long NEWEST_OPSET = 26;
    private static final int MAX_RANK = 16;
    private static final long WIDEST_ELEMENT_BITS = 128;

    /// The field `training_info` of `ModelProto`.
    private static final int TRAINING_INFO = 20;

    private static final String EP_CONTEXT = "EPContext";

    private final String file;
    private final Model model;
    private final ModelParts parts;

    StaticChecks(String file, Model model) {
        this.file = file;
        this.model = model;
        parts = new ModelParts(model);
    }

    /// @throws Refusal at the first version or tensor that is not as it should be
    void checkTensors() {
        checkVersions();
        parts.tensors().forEach(this::checkTensor);
    }

    /// @throws Refusal at the first operator or function that is not as it should be
    void checkOperatorsAndFunctions() {
        checkKinds();
        checkOperators();
        checkRecursion();
    }

    private Refusal refuse(AirlockProblem code, String why, String remedy) {
        return code.refusal("%s was not imported.".formatted(file), why, remedy);
    }

    private void checkVersions() {
        if (model.irVersion() > NEWEST_IR) {
            throw refuse(
                    AirlockProblem.TOO_NEW,
                    "Its IR version is %d; the engine supports up to %d."
                            .formatted(model.irVersion(), NEWEST_IR),
                    "Export it with an older IR version.");
        }
        long opset = model.opset("").orElse(0);
        if (opset > NEWEST_OPSET) {
            throw refuse(
                    AirlockProblem.TOO_NEW,
                    "It needs opset %d; the engine supports up to %d."
                            .formatted(opset, NEWEST_OPSET),
                    "Export it with an older opset.");
        }
    }

    private void checkTensor(TensorProto tensor) {
        String name = "Tensor '%s'".formatted(tensor.name());
        if (tensor.dims().size() > MAX_RANK || tensor.dims().stream().anyMatch(size -> size < 0)) {
            throw refuse(
                    AirlockProblem.IMPOSSIBLE_TENSOR,
                    "%s has the shape %s.".formatted(name, tensor.dims()),
                    "Export the model again; this file was damaged or made by hand.");
        }
        long elements = elements(tensor, name);
        if (tensor.forms() > 1) {
            throw refuse(
                    AirlockProblem.MISFIT_TENSOR,
                    "%s has its data in %d forms.".formatted(name, tensor.forms()),
                    "Export the model again; a tensor has one form of data.");
        }
        switch (tensor.data()) {
            case TensorData.Raw(var source) -> checkRaw(tensor, name, elements, source.length());
            case TensorData.Typed(List<RawField> fields) ->
                    checkTyped(tensor, name, elements, fields);
            case TensorData.Empty _ -> {
                if (elements > 0) {
                    throw misfit(name, elements + " elements", "no data");
                }
            }
            case TensorData.External _ -> {
                return; // looked at with the files beside the model
            }
        }
    }

    private long elements(TensorProto tensor, String name) {
        try {
            long elements = tensor.elements();
            Math.multiplyExact(elements, WIDEST_ELEMENT_BITS);
            return elements;
        } catch (ArithmeticException _) {
            throw refuse(
                    AirlockProblem.IMPOSSIBLE_TENSOR,
                    "%s claims the shape %s: more than any file can hold."
                            .formatted(name, tensor.dims()),
                    "Export the model again; this file was damaged or made by hand.");
        }
    }

    private void checkRaw(TensorProto tensor, String name, long elements, long bytes) {
        int bits = tensor.type().bits();
        if (tensor.type() == ElementType.UNDEFINED || tensor.type() == ElementType.STRING) {
            throw misfit(name, "data of type " + tensor.type(), "raw bytes");
        }
        long wanted = Math.ceilDiv(elements * bits, 8L);
        if (bytes != wanted) {
            throw misfit(name, wanted + " bytes by its shape", bytes + " bytes");
        }
    }

    /// A packed list has at least one byte an element, so it can be too short for its shape long
    /// before anything is decoded.
    private void checkTyped(TensorProto tensor, String name, long elements, List<RawField> fields) {
        long bytes = fields.stream().mapToLong(field -> field.payload().length()).sum();
        boolean isFloats = fields.getFirst().number() == 4;
        boolean isDoubles = fields.getFirst().number() == 10;
        boolean isText = tensor.type() == ElementType.STRING;
        long atLeast = Math.ceilDiv(elements * Math.min(8, Math.max(4, tensor.type().bits())), 8L);
        if (isFloats && !isText && bytes != elements * Float.BYTES && bytes != elements * 8) {
            throw misfit(name, elements + " values by its shape", bytes / Float.BYTES + " values");
        }
        if (isDoubles && bytes != elements * Double.BYTES && bytes != elements * 16) {
            throw misfit(name, elements + " values by its shape", bytes / Double.BYTES + " values");
        }
        if (isText && fields.size() != elements) {
            throw misfit(name, elements + " texts by its shape", fields.size() + " texts");
        }
        if (!isFloats && !isDoubles && !isText && bytes < atLeast) {
            throw misfit(name, elements + " values by its shape", bytes + " bytes");
        }
    }

    private Refusal misfit(String name, String wanted, String found) {
        return refuse(
                AirlockProblem.MISFIT_TENSOR,
                "%s should have %s but has %s.".formatted(name, wanted, found),
                "Copy the file again; if that does not help, export the model again.");
    }

    private void checkKinds() {
        if (parts.hasSparseTensors()) {
            throw refuse(
                    AirlockProblem.SPARSE_TENSOR,
                    "It has sparse tensors, which cannot be checked here.",
                    "Export it with dense tensors.");
        }
        if (model.others().stream().anyMatch(field -> field.number() == TRAINING_INFO)) {
            throw refuse(
                    AirlockProblem.TRAINING_PART,
                    "It has a part for training, which could change it while it runs.",
                    "Export it for inference only.");
        }
    }

    private void checkOperators() {
        Set<String> own = new HashSet<>();
        model.functions().forEach(function -> own.add(function.domain() + ":" + function.name()));
        parts.nodes().forEach(node -> checkOperator(node, own));
    }

    private void checkOperator(Node node, Set<String> own) {
        if (node.opType().equals(EP_CONTEXT)) {
            throw refuse(
                    AirlockProblem.COMPILED_BLOCK,
                    "Node '%s' is a compiled block (EPContext), which cannot be looked into."
                            .formatted(node.name()),
                    "Import the model that it was compiled from.");
        }
        if (!DOMAINS.contains(node.domain())
                && !own.contains(node.domain() + ":" + node.opType())) {
            throw refuse(
                    AirlockProblem.FOREIGN_OPERATOR,
                    "It uses the operator '%s:%s' (node '%s')."
                            .formatted(node.domain(), node.opType(), node.name()),
                    "Only standard operators are allowed. Export it without custom operators.");
        }
    }

    private void checkRecursion() {
        Map<String, Set<String>> calls = new HashMap<>();
        for (Function function : model.functions()) {
            Set<String> called = new HashSet<>();
            ModelParts.nodesOf(function)
                    .forEach(node -> called.add(node.domain() + ":" + node.opType()));
            calls.put(function.domain() + ":" + function.name(), called);
        }
        Set<String> settled = new HashSet<>();
        boolean isMoving = true;
        while (isMoving) { // a function is settled once all that it calls are
            isMoving = false;
            for (Map.Entry<String, Set<String>> function : calls.entrySet()) {
                boolean canSettle =
                        function.getValue().stream()
                                .noneMatch(
                                        call -> calls.containsKey(call) && !settled.contains(call));
                isMoving |= canSettle && settled.add(function.getKey());
            }
        }
        calls.keySet().stream()
                .filter(function -> !settled.contains(function))
                .sorted()
                .findFirst()
                .ifPresent(function -> {
                    throw refuse(
                            AirlockProblem.RECURSION,
                            "Function '%s' calls itself.".formatted(function),
                            "Export the model again without recursive functions.");
                });
    }
}
