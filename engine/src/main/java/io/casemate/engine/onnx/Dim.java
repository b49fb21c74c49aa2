package io.casemate.engine.onnx;

/// One dimension of a shape.
public sealed interface Dim {

    /// A fixed size, 0 or more.
    record Fixed(long size) implements Dim {
        public Fixed {
            if (size < 0) {
                throw new IllegalArgumentException("size is negative: " + size);
            }
        }

        @Override
        public String toString() {
            return Long.toString(size);
        }
    }

    /// A size known by name only, such as `batch`.
    record Named(String name) implements Dim {
        @Override
        public String toString() {
            return name;
        }
    }

    /// A size of which nothing is said.
    record Unknown() implements Dim {
        @Override
        public String toString() {
            return "?";
        }
    }
}
