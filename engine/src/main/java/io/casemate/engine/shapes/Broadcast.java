package io.casemate.engine.shapes;

import io.casemate.engine.onnx.Dim;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Multidirectional broadcasting, as in the ONNX document "Broadcasting".
final class Broadcast {

    private Broadcast() {}

    /// {@return the shape of both together; empty when one is not known}
    static Optional<List<Dim>> of(Optional<List<Dim>> a, Optional<List<Dim>> b) {
        return a.flatMap(left -> b.map(right -> of(left, right)));
    }

    static List<Dim> of(List<Dim> a, List<Dim> b) {
        int rank = Math.max(a.size(), b.size());
        var dims = new ArrayList<Dim>(rank);
        for (int i = 0; i < rank; i++) {
            dims.add(of(at(a, i - rank + a.size()), at(b, i - rank + b.size())));
        }
        return dims;
    }

    private static Dim at(List<Dim> dims, int index) {
        return index < 0 ? new Dim.Fixed(1) : dims.get(index);
    }

    /// A size above 1 wins over one that is not known: that one can only be equal to it, or 1.
    private static Dim of(Dim a, Dim b) {
        if (Sizes.is(a, 1) || a.equals(b)) {
            return b;
        }
        if (Sizes.is(b, 1)) {
            return a;
        }
        if (a instanceof Dim.Fixed && b instanceof Dim.Fixed) {
            return Sizes.UNKNOWN;
        }
        if (a instanceof Dim.Fixed) {
            return a;
        }
        return b instanceof Dim.Fixed ? b : Sizes.UNKNOWN;
    }

    /// {@return the shape of a value that may have either shape; empty when the ranks differ}
    static Optional<List<Dim>> either(List<Dim> a, List<Dim> b) {
        if (a.size() != b.size()) {
            return Optional.empty();
        }
        var dims = new ArrayList<Dim>(a.size());
        for (int i = 0; i < a.size(); i++) {
            dims.add(Sizes.either(a.get(i), b.get(i)));
        }
        return Optional.of(dims);
    }
}
