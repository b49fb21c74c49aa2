package io.casemate.views.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;

class LiveRowsTest {
    private record Item(String key, int value) {}

    private final LiveRows<Item> rows = new LiveRows<>(Item::key);

    private List<Item> shown() {
        return rows.list().stream().map(LiveRow::value).toList();
    }

    @Test
    void followsTheOrderOfTheSnapshot() {
        rows.show(List.of(new Item("a", 1), new Item("b", 1), new Item("c", 1)));

        var next = List.of(new Item("c", 2), new Item("d", 2), new Item("a", 2));
        rows.show(next);

        assertEquals(next, shown());
    }

    @Test
    void keepsTheRowOfAnItemThatChanges() {
        rows.show(List.of(new Item("a", 1), new Item("b", 1)));
        LiveRow<Item> row = rows.list().get(1);

        rows.show(List.of(new Item("b", 2)));

        assertSame(row, rows.list().getFirst());
        assertEquals(new Item("b", 2), row.value());
    }
}
