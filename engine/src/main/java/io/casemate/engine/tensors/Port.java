package io.casemate.engine.tensors;

import java.util.List;

/// An input or output of a model.
///
/// @param shape sizes, outermost first; -1 where the size may vary
public record Port(String name, Datatype datatype, List<Long> shape) {

    public Port {
        shape = List.copyOf(shape);
    }
}
