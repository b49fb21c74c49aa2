package io.casemate.engine.structure;

/// A line of a drawing, from a box or block edge down to another.
///
/// @param from the box whose value it carries
/// @param to the box it ends in; -1 where it goes on inside an expanded block
/// @param xs points on its way
/// @param ys as many as `xs`
public record Wire(int from, int to, double[] xs, double[] ys) {

    Wire moved(double right, double down) {
        double[] movedX = xs.clone();
        double[] movedY = ys.clone();
        for (int i = 0; i < movedX.length; i++) {
            movedX[i] += right;
            movedY[i] += down;
        }
        return new Wire(from, to, movedX, movedY);
    }
}
