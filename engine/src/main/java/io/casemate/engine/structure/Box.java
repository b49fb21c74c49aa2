package io.casemate.engine.structure;

/// A rectangle of a drawing.
///
/// @param id a vertex or a block of [ModelStructure]
/// @param isExpanded whether it is a block whose members are drawn inside it
/// @param depth how many expanded blocks are around it
public record Box(
        int id,
        boolean isBlock,
        boolean isExpanded,
        int depth,
        double x,
        double y,
        double width,
        double height) {

    Box moved(double right, double down, int deeper) {
        return new Box(id, isBlock, isExpanded, depth + deeper, x + right, y + down, width, height);
    }

    public boolean contains(double px, double py) {
        return px >= x && px < x + width && py >= y && py < y + height;
    }
}
