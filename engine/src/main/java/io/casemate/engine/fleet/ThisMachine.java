package io.casemate.engine.fleet;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.feed.LiveFeed;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The one host of an embedded fleet as it stands. Listed from the moment it has been probed.
final class ThisMachine {
    private static final int HISTORY = 300;

    private final InstantSource time;
    private final LiveFeed<List<Host>> hosts = new LiveFeed<>(List.of());

    ThisMachine(InstantSource time) {
        this.time = time;
    }

    Feed<List<Host>> feed() {
        return hosts;
    }

    void probeOnce() {
        if (hosts.latest().isEmpty()) {
            Hardware hardware = HostProbe.probe();
            var host =
                    new Host(
                            HostId.THIS_MACHINE,
                            HostProbe.machineName(),
                            hardware,
                            Host.Health.STARTING,
                            time.instant(),
                            Optional.empty(),
                            List.of(),
                            Optional.empty());
            hosts.update(_ -> List.of(host));
        }
    }

    void up(long pid) {
        become(Host.Health.UP, Optional.of(pid));
    }

    void down() {
        become(Host.Health.DOWN, Optional.empty());
    }

    void offline() {
        become(Host.Health.OFFLINE, Optional.empty());
    }

    void busy(HostLoad load) {
        hosts.update(list -> list.stream().map(host -> host.withLoad(load, HISTORY)).toList());
    }

    private void become(Host.Health health, Optional<Long> pid) {
        hosts.update(list ->
                list.stream().map(host -> host.withHealth(health, time.instant(), pid)).toList());
    }
}
