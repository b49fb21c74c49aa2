package io.casemate.engine.shapes;

import static io.casemate.engine.onnx.ElementType.BOOL;
import static io.casemate.engine.onnx.ElementType.UNDEFINED;

import io.casemate.engine.onnx.Dim;
import io.casemate.engine.onnx.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/// Operators that work on each element by itself, with broadcasting.
final class ElementwiseRules {

    private ElementwiseRules() {}

    static void register(Rules rules) {
        rules.add(
                "",
                ElementwiseRules::same,
                ("Acos Acosh Asin Asinh Atan Atanh BitwiseNot Celu Clip Cos Cosh CumProd CumSum Elu"
                                + " Erf Exp Gelu HardSigmoid HardSwish Hardmax LeakyRelu Log Mish"
                                + " PRelu Reciprocal Relu Round Selu Shrink Sigmoid Sign Sin Sinh"
                                + " Softplus Softsign Swish Tan Tanh ThresholdedRelu Trilu Softmax"
                                + " LogSoftmax Affine ImageScaler ParametricSoftplus ScaledTanh"
                                + " ReverseSequence Bernoulli TensorScatter")
                        .split(" "));
        rules.add(
                Rules.MICROSOFT,
                ElementwiseRules::same,
                "Gelu",
                "FastGelu",
                "BiasGelu",
                "QuickGelu",
                "BiasSoftmax",
                "Trilu");
        arithmetic(rules);
        comparisons(rules);
        rules.add("", call -> List.of(predicate(call)), "IsNaN", "IsInf");
        rules.add("", ElementwiseRules::cast, "Cast", "CastLike", "BitCast");
        rules.add("", ElementwiseRules::where, "Where");
        rules.add("", ElementwiseRules::variadic, "Mean");
        rules.add("", binary((a, b) -> a * Math.pow(2, b)), "BitShift");
        rules.add("", binary((_, _) -> Double.NaN), "BitwiseAnd", "BitwiseOr", "BitwiseXor");
    }

    private static void arithmetic(Rules rules) {
        rules.add("", unary(Math::abs), "Abs");
        rules.add("", unary(a -> -a), "Neg");
        rules.add("", unary(Math::floor), "Floor");
        rules.add("", unary(Math::ceil), "Ceil");
        rules.add("", unary(Math::sqrt), "Sqrt");
        rules.add("", unary(a -> a == 0 ? 1 : 0), "Not");
        rules.add("", binary((a, b) -> a + b), "Add");
        rules.add("", binary((a, b) -> a - b), "Sub");
        rules.add("", ElementwiseRules::multiply, "Mul");
        rules.add("", ElementwiseRules::divide, "Div");
        rules.add("", binary(Math::pow), "Pow");
        rules.add("", ElementwiseRules::modulo, "Mod");
        rules.add("", folded((a, b) -> a + b), "Sum");
        rules.add("", folded(Math::max), "Max");
        rules.add("", folded(Math::min), "Min");
    }

    private static void comparisons(Rules rules) {
        rules.add("", compare((a, b) -> a == b ? 1 : 0), "Equal");
        rules.add("", compare((a, b) -> a < b ? 1 : 0), "Less");
        rules.add("", compare((a, b) -> a > b ? 1 : 0), "Greater");
        rules.add("", compare((a, b) -> a <= b ? 1 : 0), "LessOrEqual");
        rules.add("", compare((a, b) -> a >= b ? 1 : 0), "GreaterOrEqual");
        rules.add("", compare((a, b) -> a != 0 && b != 0 ? 1 : 0), "And");
        rules.add("", compare((a, b) -> a != 0 || b != 0 ? 1 : 0), "Or");
        rules.add("", compare((a, b) -> a != 0 ^ b != 0 ? 1 : 0), "Xor");
    }

    /// The first output is like the first input.
    static List<Fact> same(Call call) {
        return List.of(call.input(0).withoutContents());
    }

    private static Rule unary(DoubleUnaryOperator function) {
        return call ->
                List.of(
                        call.input(0)
                                .withoutContents()
                                .withContents(Calculation.unary(call.input(0), function)));
    }

    private static Rule binary(DoubleBinaryOperator function) {
        return call -> List.of(binary(call, call.type(0), Calculation.numbers(function)));
    }

    private static Rule compare(DoubleBinaryOperator function) {
        return call -> List.of(binary(call, BOOL, Calculation.numbers(function)));
    }

    private static Fact binary(Call call, ElementType type, BinaryOperator<Element> function) {
        return binary(call.input(0), call.input(1), type, function);
    }

    private static Fact binary(Fact a, Fact b, ElementType type, BinaryOperator<Element> function) {
        Optional<List<Dim>> dims = Broadcast.of(a.dims(), b.dims());
        return Fact.of(type == UNDEFINED ? b.type() : type, dims)
                .withContents(dims.flatMap(out -> Calculation.binary(a, b, out, function)));
    }

    private static List<Fact> multiply(Call call) {
        var one = new Element.Known(1);
        return List.of(
                binary(
                        call,
                        call.type(0),
                        (a, b) ->
                                a.equals(one)
                                        ? b
                                        : b.equals(one)
                                                ? a
                                                : Calculation.numbers((x, y) -> x * y)
                                                        .apply(a, b)));
    }

    private static List<Fact> divide(Call call) {
        boolean isReal = call.type(0).isFloatingPoint();
        var one = new Element.Known(1);
        BinaryOperator<Element> quotient =
                Calculation.numbers((a, b) -> isReal ? a / b : Math.signum(a / b) * floor(a / b));
        return List.of(
                binary(
                        call,
                        call.type(0),
                        (a, b) ->
                                b.equals(one)
                                        ? a
                                        : !isReal && b.equals(new Element.Known(0))
                                                ? Element.UNKNOWN
                                                : quotient.apply(a, b)));
    }

    private static double floor(double value) {
        return Math.floor(Math.abs(value));
    }

    private static List<Fact> modulo(Call call) {
        boolean isTruncated = call.integer("fmod", 0) == 1;
        return List.of(
                binary(
                        call,
                        call.type(0),
                        Calculation.numbers(
                                (a, b) -> isTruncated ? a % b : a - b * Math.floor(a / b))));
    }

    private static Rule folded(DoubleBinaryOperator function) {
        return call -> {
            Fact all = call.input(0);
            for (int i = 1; i < call.inputs().size(); i++) {
                all = binary(all, call.input(i), all.type(), Calculation.numbers(function));
            }
            return List.of(all.constant(false));
        };
    }

    private static List<Fact> variadic(Call call) {
        return List.of(folded(Math::max).infer(call).getFirst().withoutContents());
    }

    private static Fact predicate(Call call) {
        return Fact.of(BOOL, call.dims(0));
    }

    /// Casting to an integer type cuts off what is behind the point.
    private static List<Fact> cast(Call call) {
        ElementType type =
                call.node().is("CastLike") ? call.type(1) : call.elementType("to", UNDEFINED);
        boolean cuts = !type.isFloatingPoint() && call.type(0).isFloatingPoint();
        Optional<List<Element>> contents =
                switch (type) {
                    case BOOL -> Calculation.unary(call.input(0), a -> a == 0 ? 0 : 1);
                    case STRING, UNDEFINED -> Optional.empty();
                    default ->
                            cuts
                                    ? Calculation.unary(call.input(0), a -> (long) a)
                                    : call.contents(0);
                };
        return List.of(Fact.of(type, call.dims(0)).withContents(contents));
    }

    private static List<Fact> where(Call call) {
        Optional<List<Dim>> dims =
                Broadcast.of(call.dims(0), Broadcast.of(call.dims(1), call.dims(2)));
        ElementType type = call.type(1) == UNDEFINED ? call.type(2) : call.type(1);
        return List.of(Fact.of(type, dims).withContents(dims.flatMap(out -> chosen(call, out))));
    }

    private static Optional<List<Element>> chosen(Call call, List<Dim> output) {
        long count = Sizes.product(output).orElse(Long.MAX_VALUE);
        if (count > Fact.MOST_CONTENTS
                || IntStream.range(0, 3).anyMatch(i -> call.contents(i).isEmpty())) {
            return Optional.empty();
        }
        var result = new ArrayList<Element>();
        for (int i = 0; i < count; i++) {
            Element condition = Calculation.broadcast(call.input(0), output, i);
            result.add(
                    condition instanceof Element.Known(double value)
                            ? Calculation.broadcast(call.input(value == 0 ? 2 : 1), output, i)
                            : Element.UNKNOWN);
        }
        return Optional.of(result);
    }
}
