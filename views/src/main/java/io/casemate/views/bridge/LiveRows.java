package io.casemate.views.bridge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import javafx.beans.Observable;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The rows of a table that shows snapshots. Replacing an item of a `TableView` clears its
/// selection, so rows stay and their values change. Confined to the FX thread.
public final class LiveRows<T> {
    private final Function<? super T, ?> key;
    private final ObservableList<LiveRow<T>> rows =
            FXCollections.observableArrayList(row -> new Observable[] {row.valueProperty()});
    private final ObservableList<LiveRow<T>> view = FXCollections.unmodifiableObservableList(rows);

    /// @param key what makes two items the same row, such as the id
    public LiveRows(Function<? super T, ?> key) {
        this.key = key;
    }

    /// Makes the rows equal to `snapshot`, touching only those that differ.
    public void show(List<? extends T> snapshot) {
        List<LiveRow<T>> wanted = rowsFor(snapshot);
        rows.removeIf(notIn(wanted));
        for (int i = 0; i < wanted.size(); i++) {
            if (i >= rows.size() || rows.get(i) != wanted.get(i)) {
                rows.remove(wanted.get(i));
                rows.add(i, wanted.get(i));
            }
        }
    }

    private List<LiveRow<T>> rowsFor(List<? extends T> snapshot) {
        Map<Object, LiveRow<T>> known = new HashMap<>();
        rows.forEach(row -> known.put(key.apply(row.value()), row));
        var wanted = new ArrayList<LiveRow<T>>(snapshot.size());
        for (T item : snapshot) {
            LiveRow<T> row = known.computeIfAbsent(key.apply(item), _ -> new LiveRow<>(item));
            row.show(item);
            wanted.add(row);
        }
        return wanted;
    }

    private static <T> Predicate<LiveRow<T>> notIn(List<LiveRow<T>> wanted) {
        var kept = new HashSet<>(wanted);
        return row -> !kept.contains(row);
    }

    /// {@return the rows, read-only, in the order of the last snapshot}
    public ObservableList<LiveRow<T>> list() {
        return view;
    }
}
