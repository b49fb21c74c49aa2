package io.casemate.engine.gateway;

import io.casemate.engine.fleet.CaptureOrder;
import io.casemate.engine.fleet.CaptureState;
import io.casemate.engine.fleet.CaptureState.Phase;
import io.casemate.engine.golden.NpzWriter;
import io.casemate.engine.tensors.Port;
import io.casemate.engine.tensors.Tensor;
import io.casemate.engine.units.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Keeps requests to one deployment as samples, a `.npz` file each.
///
/// Whoever answers requests only puts them into a short queue, which a thread of the capture's own
/// empties. A request that finds the queue full, or too many bytes in it, is dropped and counted,
/// so that a slow disk makes fewer samples and no slower answers.
final class Capture {
    private static final int QUEUE = 32;
    private static final long MOST_WAITING = 64L << 20;

    /// What a file has beside the elements, for each tensor.
    private static final long LARGEST_HEAD = 512;

    private static final long PATIENCE_SECONDS = 10;

    private final CaptureOrder order;
    private final List<Port> inputs;
    private final BlockingQueue<List<Tensor>> queue = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicLong seen = new AtomicLong();
    private final AtomicLong chosen = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final Thread writer;
    private volatile Phase phase = Phase.RUNNING;
    private volatile String why = "";
    private volatile Kept kept = new Kept(0, 0);

    /// What is on disk. Written by the writer only.
    private record Kept(int samples, long bytes) {}

    /// @param inputs the order in which a sample has its tensors
    Capture(CaptureOrder order, List<Port> inputs) {
        this.order = order;
        this.inputs = List.copyOf(inputs);
        writer =
                Thread.ofPlatform()
                        .daemon()
                        .name("capture-" + order.deployment())
                        .unstarted(this::write);
    }

    void begin() {
        writer.start();
    }

    /// Never waits.
    void offer(List<Tensor> sample) {
        if (phase != Phase.RUNNING) {
            return;
        }
        long number = seen.getAndIncrement();
        if (number % order.every() != 0) {
            return;
        }
        if (chosen.incrementAndGet() - dropped.get() > order.samples()) {
            chosen.decrementAndGet();
            return;
        }
        long bytes = bytes(sample);
        if (waitingBytes.addAndGet(bytes) > MOST_WAITING || !queue.offer(sample)) {
            waitingBytes.addAndGet(-bytes);
            dropped.incrementAndGet();
        }
    }

    private static long bytes(List<Tensor> sample) {
        return sample.stream().mapToLong(tensor -> tensor.data().remaining()).sum();
    }

    private void write() {
        try {
            while (phase == Phase.RUNNING || !queue.isEmpty()) {
                List<Tensor> sample = queue.poll(100, TimeUnit.MILLISECONDS);
                if (sample != null) {
                    keep(sample);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            queue.clear();
            over(Phase.FAILED, "A sample could not be written: %s.".formatted(e));
        }
    }

    private void keep(List<Tensor> sample) throws IOException {
        waitingBytes.addAndGet(-bytes(sample));
        if (kept.samples() == order.samples()) {
            return;
        }
        if (kept.bytes() + bytes(sample) + sample.size() * LARGEST_HEAD > order.mostBytes().count()) {
            queue.clear();
            over(Phase.COMPLETE, "The limit of %s is reached.".formatted(order.mostBytes()));
            return;
        }
        Path file = order.folder().resolve("sample-%06d.npz".formatted(kept.samples()));
        long bytes = NpzWriter.write(file, inModelOrder(sample));
        kept = new Kept(kept.samples() + 1, kept.bytes() + bytes);
        if (kept.samples() == order.samples()) {
            over(Phase.COMPLETE, "All samples that were asked for are there.");
        }
    }

    private List<Tensor> inModelOrder(List<Tensor> sample) {
        return inputs.stream()
                .flatMap(port ->
                        sample.stream().filter(tensor -> tensor.name().equals(port.name())))
                .toList();
    }

    private synchronized void over(Phase how, String reason) {
        if (phase == Phase.RUNNING) {
            why = reason;
            phase = how;
        }
    }

    /// Keeps what was chosen, then no more. Blocks until it is on disk, for up to 10 s.
    void end(Phase how, String reason) {
        over(how, reason);
        try {
            writer.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    CaptureState state() {
        Kept now = kept;
        return new CaptureState(
                order.deployment(),
                order.folder(),
                phase,
                seen.get(),
                now.samples(),
                new Bytes(now.bytes()),
                dropped.get(),
                why);
    }
}
