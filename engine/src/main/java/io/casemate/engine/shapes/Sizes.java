package io.casemate.engine.shapes;

import io.casemate.engine.onnx.Dim;
import io.casemate.engine.onnx.ElementType;
import java.util.List;
import java.util.OptionalLong;

/// Arithmetic of sizes that saturates at `Long.MAX_VALUE` instead of overflowing: a hostile model
/// gets an enormous estimate, not a small one.
final class Sizes {
    static final Dim UNKNOWN = new Dim.Unknown();

    /// What a text takes in memory besides its characters.
    private static final int TEXT_BITS = 128;

    private Sizes() {}

    static long times(long a, long b) {
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        return high == 0 && low >= 0 || a == 0 || b == 0 ? low : Long.MAX_VALUE;
    }

    static long plus(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    static OptionalLong product(List<Dim> dims) {
        long product = 1;
        for (Dim dim : dims) {
            if (!(dim instanceof Dim.Fixed(long size))) {
                return OptionalLong.empty();
            }
            product = times(product, size);
        }
        return OptionalLong.of(product);
    }

    static long bytes(ElementType type, long elements) {
        long bits = type == ElementType.STRING ? TEXT_BITS : type.bits();
        return bits >= Byte.SIZE
                ? times(elements, bits / Byte.SIZE)
                : Math.ceilDiv(elements, Byte.SIZE / Math.max(1, bits));
    }

    static Dim dim(long size) {
        return size < 0 ? UNKNOWN : new Dim.Fixed(size);
    }

    static Dim dim(OptionalLong size) {
        return size.isPresent() ? dim(size.getAsLong()) : UNKNOWN;
    }

    static boolean is(Dim dim, long size) {
        return dim instanceof Dim.Fixed(long fixed) && fixed == size;
    }

    static Dim times(Dim a, Dim b) {
        if (a instanceof Dim.Fixed(long left) && b instanceof Dim.Fixed(long right)) {
            return dim(times(left, right));
        }
        if (is(a, 1)) {
            return b;
        }
        return is(b, 1) ? a : UNKNOWN;
    }

    static Dim plus(Dim a, Dim b) {
        if (a instanceof Dim.Fixed(long left) && b instanceof Dim.Fixed(long right)) {
            return dim(plus(left, right));
        }
        if (is(a, 0)) {
            return b;
        }
        return is(b, 0) ? a : UNKNOWN;
    }

    /// {@return the size of two that must be equal, as far as it is known}
    static Dim same(Dim a, Dim b) {
        if (a instanceof Dim.Fixed) {
            return a;
        }
        return b instanceof Dim.Fixed || a instanceof Dim.Unknown ? b : a;
    }

    /// {@return the size of a value that may be either of two}
    static Dim either(Dim a, Dim b) {
        return a.equals(b) ? a : UNKNOWN;
    }
}
