package io.casemate.engine.shapes;

import io.casemate.engine.onnx.Dim;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Shape;
import java.util.List;
import java.util.Optional;

/// All that is known of a value while a graph is walked.
///
/// @param contents its elements, row-major, when it is small and something is known of them
/// @param isConstant whether it depends on no input of the model
record Fact(ValueShape value, Optional<List<Element>> contents, boolean isConstant) {
    /// A tensor with more elements is not followed element by element.
    static final int MOST_CONTENTS = 256;

    static final Fact UNKNOWN = new Fact(ValueShape.UNKNOWN, Optional.empty(), false);

    /// No runtime takes a higher rank; a hostile model does not get one here either.
    private static final int MOST_DIMS = 64;

    static Fact of(ElementType type, List<Dim> dims) {
        return dims.size() > MOST_DIMS
                ? typed(type)
                : new Fact(
                        new ValueShape(type, Optional.of(new Shape(dims))),
                        Optional.empty(),
                        false);
    }

    static Fact of(ElementType type, Optional<List<Dim>> dims) {
        return dims.map(known -> of(type, known)).orElseGet(() -> typed(type));
    }

    static Fact of(ElementType type, Dim... dims) {
        return of(type, List.of(dims));
    }

    /// {@return a tensor of which not even the rank is known}
    static Fact typed(ElementType type) {
        return new Fact(new ValueShape(type, Optional.empty()), Optional.empty(), false);
    }

    static Fact unknownOfRank(ElementType type, int rank) {
        return of(type, java.util.Collections.nCopies(rank, Sizes.UNKNOWN));
    }

    ElementType type() {
        return value.type();
    }

    Optional<List<Dim>> dims() {
        return value.shape().map(Shape::dims);
    }

    /// {@return this fact with its elements, unless they are too many or do not fit the shape}
    Fact withContents(List<Element> elements) {
        return fits(elements) ? withElements(List.copyOf(elements)) : this;
    }

    /// Like [#withContents(List)], for a list that nobody can change.
    Fact withElements(List<Element> elements) {
        return fits(elements) ? new Fact(value, Optional.of(elements), isConstant) : this;
    }

    private boolean fits(List<Element> elements) {
        return elements.size() <= MOST_CONTENTS && value.elements().orElse(-1) == elements.size();
    }

    Fact withContents(Optional<List<Element>> elements) {
        return elements.map(this::withContents).orElse(this);
    }

    Fact withoutContents() {
        return new Fact(value, Optional.empty(), isConstant);
    }

    Fact constant(boolean yes) {
        return yes == isConstant ? this : new Fact(value, contents, yes);
    }

    /// {@return what is known of a value that may be this or `other`}
    Fact or(Fact other) {
        if (type() != other.type()) {
            return UNKNOWN;
        }
        Optional<List<Dim>> merged =
                dims().flatMap(mine ->
                        other.dims().flatMap(theirs -> Broadcast.either(mine, theirs)));
        Fact fact = of(type(), merged);
        return contents.equals(other.contents) ? fact.withContents(contents) : fact;
    }
}
