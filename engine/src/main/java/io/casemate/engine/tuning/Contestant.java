package io.casemate.engine.tuning;

import io.casemate.engine.runtime.SingleSession;
import io.casemate.engine.tensors.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The sessions of one setting, each run by a thread of its own, all at the same time.
final class Contestant implements AutoCloseable {
    private final Setting setting;
    private final List<SingleSession> sessions = new ArrayList<>();
    private final ExecutorService threads;
    private final ProcessorTime processor;
    private List<List<Tensor>> requests = List.of();

    private Contestant(Setting setting, ProcessorTime processor) {
        this.setting = setting;
        this.processor = processor;
        threads =
                Executors.newFixedThreadPool(
                        setting.instances(), Thread.ofPlatform().daemon().factory());
    }

    /// Times of one block of requests.
    ///
    /// @param wallNanos from the first request to the last answer
    /// @param cpuNanos of the whole process in between
    /// @param requestNanos of each request
    record Block(long wallNanos, long cpuNanos, long[] requestNanos) {}

    /// @param cores that all its sessions share
    /// @throws io.casemate.engine.runtime.RuntimeFailure when ONNX Runtime turns it down
    static Contestant open(Path model, Setting setting, int cores, ProcessorTime processor) {
        var contestant = new Contestant(setting, processor);
        try {
            int share = Math.max(1, cores / setting.instances());
            int threads = setting.settings().intraOpThreads(share, setting.instances());
            for (int i = 0; i < setting.instances(); i++) {
                contestant.sessions.add(SingleSession.open(model, threads, setting.settings()));
            }
            return contestant;
        } catch (RuntimeException e) {
            contestant.close();
            throw e;
        }
    }

    /// Sets what it runs on, again and again.
    void feed(List<List<Tensor>> news) {
        requests = List.copyOf(news);
    }

    SingleSession first() {
        return sessions.getFirst();
    }

    Setting setting() {
        return setting;
    }

    /// Runs `count` requests on each session.
    Block run(int count) throws InterruptedException {
        long cpu = processor.nanos();
        long wall = System.nanoTime();
        long[] times = sessions.size() == 1 ? times(first(), count) : timesOfAll(count);
        return new Block(
                Math.max(1, System.nanoTime() - wall), Math.max(1, processor.nanos() - cpu), times);
    }

    private long[] timesOfAll(int count) throws InterruptedException {
        var running = new ArrayList<Future<long[]>>();
        sessions.forEach(session -> running.add(threads.submit(() -> times(session, count))));
        var all = new ArrayList<long[]>();
        try {
            for (Future<long[]> one : running) {
                all.add(one.get());
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failed
                    ? failed
                    : new IllegalStateException("a run ended by", e.getCause());
        }
        return all.stream().flatMapToLong(Arrays::stream).toArray();
    }

    private long[] times(SingleSession session, int count) {
        long[] times = new long[count];
        for (int i = 0; i < count; i++) {
            long begun = System.nanoTime();
            session.run(requests.get(i % requests.size()));
            times[i] = System.nanoTime() - begun;
        }
        return times;
    }

    /// {@return samples in a block}
    int samples(Block block) {
        return block.requestNanos().length * setting.batch();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        sessions.forEach(SingleSession::close);
    }
}
