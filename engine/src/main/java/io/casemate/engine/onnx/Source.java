package io.casemate.engine.onnx;

import java.nio.file.Path;
import java.util.Arrays;

/// Where bytes are. Weights stay in their file until they are needed, so that a model larger than
/// the heap can be read and written.
public sealed interface Source {

    /// {@return in bytes}
    long length();

    /// Bytes of a file.
    record InFile(Path file, long offset, long length) implements Source {}

    /// Bytes held here; never changed.
    record InMemory(byte[] bytes) implements Source {
        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof InMemory(byte[] theirs) && Arrays.equals(bytes, theirs);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "InMemory[" + bytes.length + " bytes]";
        }
    }
}
