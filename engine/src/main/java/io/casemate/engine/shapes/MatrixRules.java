package io.casemate.engine.shapes;

import io.casemate.engine.onnx.Dim;
import io.casemate.engine.onnx.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Products of matrices, plain and quantized.
final class MatrixRules {

    private MatrixRules() {}

    static void register(Rules rules) {
        rules.add("", call -> List.of(product(call, 1, call.type(0))), "MatMul");
        rules.add("", call -> List.of(product(call, 1, ElementType.INT32)), "MatMulInteger");
        rules.add("", call -> List.of(product(call, 3, call.type(7))), "QLinearMatMul");
        rules.add("", MatrixRules::gemm, "Gemm");
        rules.add("", Einsum::infer, "Einsum");
        String microsoft = Rules.MICROSOFT;
        rules.add(microsoft, MatrixRules::fused, "FusedMatMul", "TransposeMatMul");
        rules.add(microsoft, MatrixRules::gemm, "FusedGemm");
        rules.add(microsoft, MatrixRules::quantizedGemm, "QGemm");
        rules.add(microsoft, call -> List.of(product(call, 3, call.type(7))), "QLinearMatMul");
        rules.add(
                microsoft, call -> List.of(product(call, 1, call.type(2))), "MatMulIntegerToFloat");
        rules.add(
                microsoft,
                call -> List.of(product(call, 1, call.type(0))),
                "DynamicQuantizeMatMul",
                "GemmFastGelu");
        rules.add(microsoft, MatrixRules::blocked, "MatMulNBits", "MatMulBnb4", "MatMulFpQ4");
    }

    private static Fact product(Call call, int right, ElementType type) {
        return product(call.dims(0), call.dims(right), type);
    }

    static Fact product(Optional<List<Dim>> a, Optional<List<Dim>> b, ElementType type) {
        Optional<List<Dim>> dims = a.flatMap(left -> b.flatMap(right -> product(left, right)));
        return Fact.of(type, dims);
    }

    /// As `numpy.matmul`: a vector on the left is a row, on the right a column.
    private static Optional<List<Dim>> product(List<Dim> a, List<Dim> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return Optional.empty();
        }
        var dims =
                new ArrayList<>(
                        Broadcast.of(
                                a.subList(0, Math.max(0, a.size() - 2)),
                                b.subList(0, Math.max(0, b.size() - 2))));
        if (a.size() > 1) {
            dims.add(a.get(a.size() - 2));
        }
        if (b.size() > 1) {
            dims.add(b.getLast());
        }
        return Optional.of(dims);
    }

    private static List<Fact> gemm(Call call) {
        return List.of(gemm(call, 1, call.type(0)));
    }

    private static List<Fact> quantizedGemm(Call call) {
        return List.of(gemm(call, 3, call.has(8) ? call.type(8) : ElementType.FLOAT));
    }

    private static Fact gemm(Call call, int right, ElementType type) {
        Dim rows = matrixSize(call, 0, call.integer("transA", 0) == 0 ? 0 : 1);
        Dim columns = matrixSize(call, right, call.integer("transB", 0) == 0 ? 1 : 0);
        return Fact.of(type, rows, columns);
    }

    private static Dim matrixSize(Call call, int input, int axis) {
        return call.dims(input)
                .filter(dims -> dims.size() == 2)
                .map(dims -> dims.get(axis))
                .orElse(Sizes.UNKNOWN);
    }

    private static List<Fact> fused(Call call) {
        return List.of(
                product(
                        transposed(call, 0, "transA"),
                        transposed(call, 1, "transB"),
                        call.type(0)));
    }

    static Optional<List<Dim>> transposed(Call call, int input, String attribute) {
        if (call.integer(attribute, 0) == 0) {
            return call.dims(input);
        }
        return call.dims(input)
                .filter(dims -> dims.size() >= 2)
                .map(dims -> {
                    var swapped = new ArrayList<>(dims);
                    swapped.set(dims.size() - 2, dims.getLast());
                    swapped.set(dims.size() - 1, dims.get(dims.size() - 2));
                    return swapped;
                });
    }

    /// The right matrix is packed in blocks; its columns are in the attribute `N`.
    private static List<Fact> blocked(Call call) {
        Dim columns = Sizes.dim(call.integer("N", -1));
        Optional<List<Dim>> dims =
                call.dims(0)
                        .filter(known -> !known.isEmpty())
                        .map(known -> {
                            var changed = new ArrayList<>(known);
                            changed.set(changed.size() - 1, columns);
                            return changed;
                        });
        return List.of(Fact.of(call.type(0), dims));
    }
}
