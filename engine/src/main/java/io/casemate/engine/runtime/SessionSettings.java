package io.casemate.engine.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How ONNX Runtime is to run one model. Plain data that may go anywhere; only agents and workers
/// act on it.
///
/// @param provider what the nodes are to run on
/// @param allowsFallback whether nodes that `provider` does not take may run on the CPU
/// @param threads how work is spread
/// @param graph how far the graph is rewritten
/// @param memoryPattern whether memory is planned once for inputs of equal shape
/// @param arena whether memory is kept for the next run
public record SessionSettings(
        ExecutionProvider provider,
        boolean allowsFallback,
        Threads threads,
        GraphLevel graph,
        boolean memoryPattern,
        boolean arena) {

    /// What holds where nothing else is said.
    public static final SessionSettings STANDARD =
            new SessionSettings(
                    ExecutionProvider.CPU, true, Threads.STANDARD, GraphLevel.ALL, true, true);

    /// How the work of one request is spread.
    ///
    /// @param intraOp threads that share one operator; 0: the cores of the host, divided by the
    ///   number of sessions
    /// @param interOp operators that may run at the same time; 1: one after the other
    public record Threads(int intraOp, int interOp, Spinning spinning) {
        static final Threads STANDARD = new Threads(0, 1, Spinning.WHILE_RUNNING);
        private static final int MOST = 1024;

        public Threads {
            if (intraOp < 0 || intraOp > MOST) {
                throw new IllegalArgumentException("intraOp is not 0 to 1024: " + intraOp);
            }
            if (interOp < 1 || interOp > MOST) {
                throw new IllegalArgumentException("interOp is not 1 to 1024: " + interOp);
            }
        }

        public Threads withIntraOp(int count) {
            return new Threads(count, interOp, spinning);
        }

        public Threads withInterOp(int count) {
            return new Threads(intraOp, count, spinning);
        }

        public Threads withSpinning(Spinning news) {
            return new Threads(intraOp, interOp, news);
        }
    }

    public SessionSettings withProvider(ExecutionProvider news, boolean mayFallBack) {
        return new SessionSettings(news, mayFallBack, threads, graph, memoryPattern, arena);
    }

    public SessionSettings withThreads(Threads news) {
        return new SessionSettings(provider, allowsFallback, news, graph, memoryPattern, arena);
    }

    public SessionSettings withGraph(GraphLevel news) {
        return new SessionSettings(provider, allowsFallback, threads, news, memoryPattern, arena);
    }

    public SessionSettings withMemoryPattern(boolean isOn) {
        return new SessionSettings(provider, allowsFallback, threads, graph, isOn, arena);
    }

    public SessionSettings withArena(boolean isOn) {
        return new SessionSettings(provider, allowsFallback, threads, graph, memoryPattern, isOn);
    }

    /// {@return the threads that share one operator, where a session has `share` cores}
    ///
    /// Several sessions never get more than their share: what was measured for one alone does not
    /// hold for them.
    public int intraOpThreads(int share, int sessions) {
        if (threads.intraOp() == 0) {
            return share;
        }
        return sessions == 1 ? threads.intraOp() : Math.min(threads.intraOp(), share);
    }

    /// {@return what differs from the standard, for people, such as `threads 1, spinning off`}
    public String words() {
        var words = new ArrayList<String>();
        if (provider != STANDARD.provider) {
            words.add(provider.id() + (allowsFallback ? " with fallback" : ""));
        }
        if (threads.intraOp() != 0) {
            words.add("threads " + threads.intraOp());
        }
        if (threads.interOp() != 1) {
            words.add("operators at once " + threads.interOp());
        }
        if (threads.spinning() != Threads.STANDARD.spinning()) {
            words.add("spinning " + lower(threads.spinning()));
        }
        if (graph != STANDARD.graph) {
            words.add("graph " + lower(graph));
        }
        words.addAll(memoryWords());
        return words.isEmpty() ? "standard" : String.join(", ", words);
    }

    private List<String> memoryWords() {
        var words = new ArrayList<String>();
        if (!memoryPattern) {
            words.add("memory pattern off");
        }
        if (!arena) {
            words.add("arena off");
        }
        return words;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
