package io.casemate.engine.tensors;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;

/// How far two values of one output are apart.
///
/// @param largest for floating-point outputs: the largest difference, relative to the largest
///   absolute value; infinite when only one of them is finite, or the shapes differ. For others:
///   the share of elements that differ
public record TensorDifference(String output, double largest, boolean isFloating) {
    /// Differences that rounding explains. Optimizing reorders sums, and joins quantized operators.
    public static final double ROUNDING = 1e-3;

    public static TensorDifference between(Tensor one, Tensor other) {
        boolean isFloating = isFloating(one.datatype());
        if (one.datatype() != other.datatype() || !Arrays.equals(one.shape(), other.shape())) {
            return new TensorDifference(one.name(), Double.POSITIVE_INFINITY, isFloating);
        }
        return new TensorDifference(
                one.name(), isFloating ? relative(one, other) : share(one, other), isFloating);
    }

    private static boolean isFloating(Datatype type) {
        return switch (type) {
            case FP16, BF16, FP32, FP64 -> true;
            case BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, BYTES -> false;
        };
    }

    private static double relative(Tensor one, Tensor other) {
        ByteBuffer left = read(one);
        ByteBuffer right = read(other);
        double largest = 0;
        double difference = 0;
        while (left.remaining() >= one.datatype().bytes()) {
            double a = next(left, one.datatype());
            double b = next(right, one.datatype());
            if (Double.compare(a, b) == 0) {
                largest = Double.isFinite(a) ? Math.max(largest, Math.abs(a)) : largest;
            } else if (Double.isFinite(a) && Double.isFinite(b)) {
                largest = Math.max(largest, Math.abs(a));
                difference = Math.max(difference, Math.abs(a - b));
            } else {
                return Double.POSITIVE_INFINITY;
            }
        }
        return largest == 0 ? difference : difference / largest;
    }

    private static double share(Tensor one, Tensor other) {
        int bytes = Math.max(1, one.datatype().bytes());
        ByteBuffer left = read(one);
        ByteBuffer right = read(other);
        if (left.remaining() != right.remaining()) {
            return 1;
        }
        long different = 0;
        long all = Math.max(1, left.remaining() / bytes);
        for (int at = left.position(); at + bytes <= left.limit(); at += bytes) {
            int from = right.position() + at - left.position();
            if (left.slice(at, bytes).mismatch(right.slice(from, bytes)) >= 0) {
                different++;
            }
        }
        return (double) different / all;
    }

    /// {@return whether every element is a number}
    public static boolean isFinite(Tensor tensor) {
        if (!isFloating(tensor.datatype())) {
            return true;
        }
        ByteBuffer data = read(tensor);
        while (data.remaining() >= tensor.datatype().bytes()) {
            if (!Double.isFinite(next(data, tensor.datatype()))) {
                return false;
            }
        }
        return true;
    }

    private static ByteBuffer read(Tensor tensor) {
        return tensor.data().duplicate().order(tensor.data().order());
    }

    private static double next(ByteBuffer data, Datatype type) {
        return switch (type) {
            case FP16 -> Float.float16ToFloat(data.getShort());
            case BF16 -> Float.intBitsToFloat(data.getShort() << Short.SIZE);
            case FP64 -> data.getDouble();
            case FP32 -> data.getFloat();
            case BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, BYTES ->
                    throw new IllegalArgumentException("type is not floating: " + type);
        };
    }

    /// {@return it with its measure, such as `output 'y' by 0.0021 of its largest value`}
    public String told() {
        if (Double.isInfinite(largest)) {
            return "output '%s' beyond measure: another shape, or no number where one was"
                    .formatted(output);
        }
        return String.format(
                Locale.ROOT,
                isFloating
                        ? "output '%s' by %.2g of its largest value"
                        : "output '%s' in %.2g of its elements",
                output,
                largest);
    }
}
