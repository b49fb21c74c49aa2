package io.casemate.engine.qdq;

import com.fasterxml.jackson.annotation.JsonValue;
import io.casemate.engine.onnx.ElementType;
import java.util.Locale;

/// What values are quantized to.
public enum IntegerType {
    /// Unsigned: the zero point is wherever the range needs it.
    U8(0, 255, ElementType.UINT8),
    /// Signed: symmetric around 0.
    S8(-128, 127, ElementType.INT8);

    private final int least;
    private final int most;
    private final ElementType element;

    IntegerType(int least, int most, ElementType element) {
        this.least = least;
        this.most = most;
        this.element = element;
    }

    int least() {
        return least;
    }

    int most() {
        return most;
    }

    ElementType element() {
        return element;
    }

    /// {@return its name in recipes}
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
