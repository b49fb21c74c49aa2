package io.casemate.engine.fleet;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.feed.LiveFeed;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/// What one agent was ordered to serve, how each order goes, and what is sent again when the agent
/// comes back.
///
/// An order that changes what a name serves is an *attempt* until it serves; meanwhile, and when it
/// is refused, the placement before it stands.
///
/// ```
///            agent up          Loaded
///  PENDING ───────────► LOADING ──────► SERVING
///     ▲                    │ LoadFailed, or the agent died of it 3 times
///     │ agent died         ▼
///     └───────────────── FAILED   (sent again to the next agent unless agents died of it)
/// ```
final class PlacementBook {
    /// An order during whose load the agent died this often is not tried again.
    static final int CRASH_LIMIT = 3;

    private record Attempt(Placement placement, CompletableFuture<Outcome<Placement>> answer) {}

    private final HostId host;
    private final InstantSource time;
    private final LiveFeed<List<Placement>> feed = new LiveFeed<>(List.of());

    /// Guards everything below.
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<DeploymentId, Placement> kept = new HashMap<>();
    private final Map<DeploymentId, Attempt> attempts = new HashMap<>();

    /// Loads that were sent and not answered, in the order in which the agent carries them out.
    private final SequencedMap<Long, Order> inFlight = new LinkedHashMap<>();

    private final Map<Long, CompletableFuture<Boolean>> unloading = new HashMap<>();
    private final Map<Order, Integer> crashes = new HashMap<>();
    private Optional<AgentLink> agent = Optional.empty();
    private long lastNumber;

    PlacementBook(HostId host, InstantSource time) {
        this.host = host;
        this.time = time;
    }

    /// {@return all placements, by name}
    Feed<List<Placement>> feed() {
        return feed;
    }

    /// Orders something new, or a change of what a name serves.
    Future<Outcome<Placement>> attempt(Order order) {
        var answer = new CompletableFuture<Outcome<Placement>>();
        change(() -> {
            if (attempts.containsKey(order.deployment())) {
                return () -> answer.complete(Outcome.refused(FleetProblems.busy(order)));
            }
            crashes.remove(order);
            Placement waiting = placement(order, waitingState());
            attempts.put(order.deployment(), new Attempt(waiting, answer));
            agent.ifPresent(link -> send(link, order));
            return PlacementBook::nothing;
        });
        return answer;
    }

    /// Takes an attempt back. What the name served before is ordered again, since the agent may
    /// have changed over meanwhile; without such, it is unloaded.
    void giveUp(Order order) {
        change(() -> {
            Attempt attempt = attempts.get(order.deployment());
            if (attempt == null || !attempt.placement().order().equals(order)) {
                return PlacementBook::nothing;
            }
            attempts.remove(order.deployment());
            Placement before = kept.get(order.deployment());
            if (before == null) {
                agent.ifPresent(link -> unload(link, order.deployment()));
            } else {
                keep(before.order());
            }
            return PlacementBook::nothing;
        });
    }

    /// Orders something without waiting for it.
    void restore(Order order) {
        change(() -> {
            crashes.remove(order);
            keep(order);
            return PlacementBook::nothing;
        });
    }

    /// Forgets a placement and has it unloaded.
    ///
    /// @param unloaded completed with whether the agent said that it has unloaded it; with `false`
    ///   when there is no agent that could
    /// @return what was placed, if anything
    Optional<Placement> withdraw(DeploymentId deployment, CompletableFuture<Boolean> unloaded) {
        var found = new ArrayList<Placement>();
        change(() -> {
            Optional<Attempt> attempt = Optional.ofNullable(attempts.remove(deployment));
            attempt.map(Attempt::placement).ifPresent(found::add);
            Optional.ofNullable(kept.remove(deployment)).ifPresent(found::addFirst);
            Optional<Long> number = agent.map(link -> unload(link, deployment));
            number.ifPresent(sent -> unloading.put(sent, unloaded));
            return () -> {
                attempt.ifPresent(ended ->
                        ended.answer()
                                .complete(Outcome.refused(FleetProblems.withdrawn(deployment))));
                if (number.isEmpty()) {
                    unloaded.complete(false);
                }
            };
        });
        return found.stream().findFirst();
    }

    /// A new agent is there: everything is ordered from it, what killed an agent before comes last.
    void agentUp(AgentLink link) {
        change(() -> {
            agent = Optional.of(link);
            var orders = new ArrayList<Order>();
            for (Placement placement : List.copyOf(kept.values())) {
                if (!isCrashLoop(placement.order())) {
                    orders.add(placement.order());
                    show(placement.order(), Placement.State.LOADING);
                }
            }
            attempts.replaceAll((_, attempt) -> {
                Order order = attempt.placement().order();
                orders.add(order);
                return new Attempt(placement(order, Placement.State.LOADING), attempt.answer());
            });
            orders.sort(Comparator.comparingInt(order -> crashes.getOrDefault(order, 0)));
            orders.forEach(order -> send(link, order));
            return PlacementBook::nothing;
        });
    }

    /// The agent died. The load it was busy with is held to be the cause.
    ///
    /// @param lastWords what it wrote last, for the problem's text
    void agentDown(String lastWords) {
        change(() -> {
            agent = Optional.empty();
            Optional<Order> suspect = inFlight.values().stream().findFirst();
            suspect.ifPresent(order -> crashes.merge(order, 1, Integer::sum));
            inFlight.clear();
            var unheard = List.copyOf(unloading.values());
            unloading.clear();
            kept.replaceAll((_, placement) -> waiting(placement));
            attempts.replaceAll(
                    (_, attempt) -> new Attempt(waiting(attempt.placement()), attempt.answer()));
            Runnable answers =
                    suspect.filter(this::isCrashLoop)
                            .map(order -> fail(order, FleetProblems.crash(order, lastWords)))
                            .orElse(PlacementBook::nothing);
            return () -> {
                answers.run();
                unheard.forEach(waiter -> waiter.complete(false));
            };
        });
    }

    /// Refuses every attempt: there is no agent that could carry it out.
    void refuseAttempts(Function<DeploymentId, Problem> reason) {
        change(() -> {
            var ended = List.copyOf(attempts.values());
            attempts.clear();
            return () ->
                    ended.forEach(attempt ->
                            attempt.answer()
                                    .complete(Outcome.refused(reason.apply(deployment(attempt)))));
        });
    }

    void loaded(long number) {
        change(() -> {
            Order order = inFlight.remove(number);
            Attempt attempt = order == null ? null : attempts.get(order.deployment());
            if (attempt != null && attempt.placement().order().equals(order)) {
                attempts.remove(order.deployment());
                Placement serving = show(order, Placement.State.SERVING);
                return () -> attempt.answer().complete(Outcome.done(serving));
            }
            if (order != null && isKept(order)) {
                show(order, Placement.State.SERVING);
            }
            return PlacementBook::nothing;
        });
    }

    void loadFailed(long number, Problem problem) {
        change(() -> {
            Order order = inFlight.remove(number);
            return order == null ? PlacementBook::nothing : fail(order, problem);
        });
    }

    void unloaded(long number) {
        change(() -> {
            CompletableFuture<Boolean> waiter = unloading.remove(number);
            return waiter == null ? PlacementBook::nothing : () -> waiter.complete(true);
        });
    }

    private static DeploymentId deployment(Attempt attempt) {
        return attempt.placement().order().deployment();
    }

    private static void nothing() {}

    /// Runs `decision` under the lock, publishes, and only then runs the answers it returned.
    private void change(Supplier<Runnable> decision) {
        Runnable answers = locked(decision);
        feed.update(_ -> locked(this::snapshot));
        answers.run();
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    private List<Placement> snapshot() {
        Map<DeploymentId, Placement> all = new HashMap<>();
        attempts.forEach((id, attempt) -> all.put(id, attempt.placement()));
        all.putAll(kept);
        return all.values().stream()
                .sorted(Comparator.comparing(placement -> placement.order().deployment().text()))
                .toList();
    }

    private void keep(Order order) {
        show(order, waitingState());
        agent.ifPresent(link -> send(link, order));
    }

    private void send(AgentLink link, Order order) {
        long number = ++lastNumber;
        inFlight.put(number, order);
        link.send(new AgentOrder.Load(number, order));
    }

    private long unload(AgentLink link, DeploymentId deployment) {
        long number = ++lastNumber;
        link.send(new AgentOrder.Unload(number, deployment));
        return number;
    }

    private Runnable fail(Order order, Problem problem) {
        Attempt attempt = attempts.get(order.deployment());
        if (attempt != null && attempt.placement().order().equals(order)) {
            attempts.remove(order.deployment());
            return () -> attempt.answer().complete(Outcome.refused(problem));
        }
        if (isKept(order)) {
            kept.put(
                    order.deployment(),
                    new Placement(
                            order,
                            host,
                            Placement.State.FAILED,
                            time.instant(),
                            Optional.empty(),
                            Optional.of(problem)));
        }
        return PlacementBook::nothing;
    }

    private Placement show(Order order, Placement.State state) {
        Placement shown = placement(order, state);
        kept.put(order.deployment(), shown);
        return shown;
    }

    private Placement placement(Order order, Placement.State state) {
        boolean isServing = state == Placement.State.SERVING;
        return new Placement(
                order,
                host,
                state,
                time.instant(),
                isServing ? agent.map(AgentLink::endpoint) : Optional.empty(),
                Optional.empty());
    }

    private Placement waiting(Placement placement) {
        return switch (placement.state()) {
            case LOADING, SERVING -> placement(placement.order(), Placement.State.PENDING);
            case PENDING, FAILED -> placement;
        };
    }

    private Placement.State waitingState() {
        return agent.isPresent() ? Placement.State.LOADING : Placement.State.PENDING;
    }

    private boolean isKept(Order order) {
        Placement placement = kept.get(order.deployment());
        return placement != null && placement.order().equals(order);
    }

    private boolean isCrashLoop(Order order) {
        return crashes.getOrDefault(order, 0) >= CRASH_LIMIT;
    }
}
