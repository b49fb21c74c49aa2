package io.casemate.views.bridge;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// One row of a live table: the same object for as long as the thing it shows exists, so that
/// selection and scrolling survive its changes.
public final class LiveRow<T> {
    private final ReadOnlyObjectWrapper<T> value;

    LiveRow(T value) {
        this.value = new ReadOnlyObjectWrapper<>(value);
    }

    public T value() {
        return value.get();
    }

    public ReadOnlyObjectProperty<T> valueProperty() {
        return value.getReadOnlyProperty();
    }

    void show(T newest) {
        value.set(newest);
    }
}
