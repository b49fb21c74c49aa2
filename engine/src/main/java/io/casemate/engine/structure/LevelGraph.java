package io.casemate.engine.structure;

import java.util.ArrayList;
import java.util.List;

/// The things drawn inside one block and the lines between them, before they have places.
final class LevelGraph {
    final List<double[]> sizes = new ArrayList<>();
    final List<Line> lines = new ArrayList<>();
    final List<Boolean> first = new ArrayList<>();
    final List<Boolean> last = new ArrayList<>();

    /// A line between two things.
    ///
    /// @param source id of the box whose value it carries
    /// @param target id of the box it ends in, or -1
    /// @param leaves where it leaves, right of the middle of `from`
    /// @param arrives where it arrives, right of the middle of `to`
    record Line(int from, int to, int source, int target, double leaves, double arrives) {}

    /// {@return the number of the new thing}
    int add(double width, double height) {
        sizes.add(new double[] {width, height});
        first.add(false);
        last.add(false);
        return sizes.size() - 1;
    }

    /// {@return a place at the upper edge, for a value from outside}
    int addEntry() {
        int entry = add(1, 0);
        first.set(entry, true);
        return entry;
    }

    /// {@return a place at the lower edge, for a value that goes out}
    int addExit() {
        int exit = add(1, 0);
        last.set(exit, true);
        return exit;
    }
}
