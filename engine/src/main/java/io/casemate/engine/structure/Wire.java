package io.casemate.engine.structure;

/// A line of a drawing, from a box or block edge down to another.
///
/// @param from the box whose value it carries
/// @param to the box it ends in; -1 where it goes on inside an expanded block
/// @param xs points on its way
/// @param ys as many as `xs`
public record Wire(int from, int to, double[] xs, double[] ys) {

    /// {@return this wire drawn on straight, up at its beginning and down at its end}
    Wire reaching(double up, double down) {
        int before = up > 0 ? 1 : 0;
        int after = down > 0 ? 1 : 0;
        var longerX = new double[xs.length + before + after];
        var longerY = new double[longerX.length];
        System.arraycopy(xs, 0, longerX, before, xs.length);
        System.arraycopy(ys, 0, longerY, before, ys.length);
        if (before > 0) {
            longerX[0] = xs[0];
            longerY[0] = ys[0] - up;
        }
        if (after > 0) {
            longerX[longerX.length - 1] = xs[xs.length - 1];
            longerY[longerY.length - 1] = ys[ys.length - 1] + down;
        }
        return new Wire(from, to, longerX, longerY);
    }

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
