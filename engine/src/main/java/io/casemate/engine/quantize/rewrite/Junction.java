package io.casemate.engine.quantize.rewrite;

import java.util.List;

/// A value that only products read, and that is made so that each of its channels can be divided by
/// a number while the weights that multiply the channel get that number for a factor: the products
/// stay what they are.
///
/// @param value its name
/// @param readers the products
/// @param divided constants whose channels make those of the value
record Junction(String value, List<Product> readers, List<Divided> divided) {

    Junction {
        readers = List.copyOf(readers);
        divided = List.copyOf(divided);
    }

    /// A constant that is divided, channel by channel.
    ///
    /// @param axis along which its channels lie
    record Divided(String constant, int axis) {}

    /// {@return the number of channels}
    int width() {
        return readers.getFirst().rows();
    }
}
