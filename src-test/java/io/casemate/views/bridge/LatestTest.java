package io.casemate.views.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.casemate.engine.feed.LiveFeed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatestTest {
    private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
    private final List<Integer> seen = new ArrayList<>();
    private final LiveFeed<Integer> feed = new LiveFeed<>(0);

    @Test
    void deliversTheNewestOfABurstInOneTask() {
        Latest.of(feed, queue::add, seen::add);

        for (int i = 1; i <= 10_000; i++) {
            int value = i;
            feed.update(_ -> value);
        }
        assertEquals(1, queue.size());
        queue.remove().run();

        assertEquals(List.of(10_000), seen);
    }

    @Test
    void deliversNothingAfterItIsClosed() {
        var subscription = Latest.of(feed, queue::add, seen::add);

        subscription.close();
        queue.forEach(Runnable::run);
        feed.update(_ -> 1);

        assertEquals(List.of(), seen);
    }
}
