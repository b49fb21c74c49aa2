package io.casemate.engine.runtime;

import static io.casemate.engine.runtime.RequestQueue.Offer.CLOSED;
import static io.casemate.engine.runtime.RequestQueue.Offer.FULL;
import static io.casemate.engine.runtime.RequestQueue.Offer.TAKEN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RequestQueueTest {
    private final RequestQueue queue = new RequestQueue(2);

    @Test
    void holdsAsManyAsItsLimitAndNoMore() {
        assertEquals(
                List.of(TAKEN, TAKEN, FULL),
                List.of(queue.offer(request()), queue.offer(request()), queue.offer(request())));
        assertEquals(2, queue.size());
    }

    @Test
    void givesThePlaceOfARemovedRequestToAnother() {
        Request abandoned = request();
        queue.offer(abandoned);
        queue.offer(request());

        queue.remove(abandoned);

        assertEquals(TAKEN, queue.offer(request()));
    }

    @Test
    void handsOutTheOldestFirstAndWhatItHoldsOnceClosed() {
        Request first = request();
        Request second = request();
        queue.offer(first);
        queue.offer(second);

        queue.close();

        assertEquals(CLOSED, queue.offer(request()));
        assertEquals(Optional.of(first), queue.take());
        assertEquals(Optional.of(second), queue.take());
        assertEquals(Optional.empty(), queue.take());
    }

    private static Request request() {
        return new Request(List.of(), List.of(), 0, 0, new CompletableFuture<>());
    }
}
