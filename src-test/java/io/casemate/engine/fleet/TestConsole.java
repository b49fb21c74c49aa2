package io.casemate.engine.fleet;

import io.casemate.engine.feed.Subscription;
import io.casemate.engine.telemetry.LiveLatencies;
import io.casemate.engine.worker.JavaCommand;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// The main class of a console that starts an agent, prints the agent's process id, and waits to be
/// killed. Its argument is the data folder.
public final class TestConsole {

    private TestConsole() {}

    public static void main(String[] arguments) throws InterruptedException {
        Path folder = Path.of(arguments[0]);
        var config =
                EmbeddedFleetConfig.of(
                        new JavaCommand(TestAgent.class.getName(), folder),
                        java.util.List.of(),
                        folder);
        var fleet = new EmbeddedFleet(config, new LiveLatencies(java.time.Clock.systemUTC()));
        Subscription watch =
                fleet.hosts()
                        .subscribe(hosts ->
                                hosts.stream()
                                        .filter(h -> h.health() == Host.Health.UP)
                                        .flatMap(h -> h.agentPid().stream())
                                        .forEach(System.out::println));
        fleet.start();
        new CountDownLatch(1).await();
        watch.close();
    }
}
