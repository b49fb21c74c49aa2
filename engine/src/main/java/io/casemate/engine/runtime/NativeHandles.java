package io.casemate.engine.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.LongAdder;

/// Counts native objects opened and closed. A difference that stays is a leak.
final class NativeHandles {
    private static final System.Logger LOG = System.getLogger(NativeHandles.class.getName());

    private final LongAdder opened = new LongAdder();
    private final LongAdder closed = new LongAdder();

    /// {@return `handle`, counted}
    <T extends AutoCloseable> T opened(T handle) {
        opened.increment();
        return handle;
    }

    void close(OnnxTensor tensor) {
        tensor.close();
        closed.increment();
    }

    void close(OrtSession.Result result) {
        result.close();
        closed.increment();
    }

    void close(OrtSession.RunOptions options) {
        options.close();
        closed.increment();
    }

    void close(OrtSession session) {
        try {
            session.close();
            closed.increment();
        } catch (OrtException e) {
            LOG.log(Level.ERROR, "A session did not close and is leaked.", e);
        }
    }

    long openedInAll() {
        return opened.sum();
    }

    long closedInAll() {
        return closed.sum();
    }
}
