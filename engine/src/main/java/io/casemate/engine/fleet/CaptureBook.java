package io.casemate.engine.fleet;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.feed.LiveFeed;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;

/// The captures that one agent was ordered to make, and what it tells of them.
final class CaptureBook {
    private final LiveFeed<List<CaptureState>> feed = new LiveFeed<>(List.of());

    /// Guards everything below.
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<String, CaptureState> states = new TreeMap<>();
    private final Map<Long, Waiting> waiting = new HashMap<>();
    private Optional<AgentLink> agent = Optional.empty();
    private long lastNumber;

    /// Somebody who waits for the answer to an order.
    private record Waiting(
            DeploymentId deployment, CompletableFuture<Outcome<CaptureState>> answer) {}

    Feed<List<CaptureState>> feed() {
        return feed;
    }

    Future<Outcome<CaptureState>> start(CaptureOrder order) {
        return ask(order.deployment(), number -> new AgentOrder.StartCapture(number, order));
    }

    Future<Outcome<CaptureState>> stop(DeploymentId deployment) {
        return ask(deployment, number -> new AgentOrder.StopCapture(number, deployment));
    }

    private interface Asking {
        AgentOrder numbered(long number);
    }

    private Future<Outcome<CaptureState>> ask(DeploymentId deployment, Asking asking) {
        var answer = new CompletableFuture<Outcome<CaptureState>>();
        lock.lock();
        try {
            if (agent.isEmpty()) {
                answer.complete(Outcome.refused(FleetProblems.noAgentForCapture(deployment)));
                return answer;
            }
            long number = ++lastNumber;
            waiting.put(number, new Waiting(deployment, answer));
            agent.get().send(asking.numbered(number));
        } finally {
            lock.unlock();
        }
        return answer;
    }

    void agentUp(AgentLink link) {
        lock.lock();
        try {
            agent = Optional.of(link);
        } finally {
            lock.unlock();
        }
    }

    /// Consent was given to what one process keeps: every capture ends with it.
    void agentDown() {
        List<Waiting> unheard;
        lock.lock();
        try {
            agent = Optional.empty();
            unheard = List.copyOf(waiting.values());
            waiting.clear();
            states.replaceAll((_, state) ->
                    state.isRunning()
                            ? state.ended(
                                    CaptureState.Phase.ENDED,
                                    "The agent ended, and the consent with it.")
                            : state);
        } finally {
            lock.unlock();
        }
        publish();
        unheard.forEach(one ->
                one.answer()
                        .complete(
                                Outcome.refused(
                                        FleetProblems.noAgentForCapture(one.deployment()))));
    }

    /// @param number of the order that this answers; 0 when it answers none
    void told(long number, CaptureState state) {
        Waiting answered;
        lock.lock();
        try {
            states.put(state.deployment().text(), state);
            answered = waiting.remove(number);
        } finally {
            lock.unlock();
        }
        publish();
        if (answered != null) {
            answered.answer().complete(Outcome.done(state));
        }
    }

    void refused(long number, Problem problem) {
        Waiting answered;
        lock.lock();
        try {
            answered = waiting.remove(number);
        } finally {
            lock.unlock();
        }
        if (answered != null) {
            answered.answer().complete(Outcome.refused(problem));
        }
    }

    private void publish() {
        feed.update(_ -> snapshot());
    }

    private List<CaptureState> snapshot() {
        lock.lock();
        try {
            return List.copyOf(states.values());
        } finally {
            lock.unlock();
        }
    }
}
