package io.casemate.engine.structure;

import java.util.List;

/// Where everything is drawn: boxes outermost first, in pixels at full size.
public record Drawing(List<Box> boxes, List<Wire> wires, double width, double height) {
    public static final Drawing EMPTY = new Drawing(List.of(), List.of(), 0, 0);

    public Drawing {
        boxes = List.copyOf(boxes);
        wires = List.copyOf(wires);
    }
}
