package io.casemate.views.hosts;

import io.casemate.engine.fleet.Host;
import io.casemate.engine.fleet.Placement;
import io.casemate.views.kit.StatusPill;
import io.casemate.views.kit.Texts;
import io.casemate.views.kit.Tone;

/// The states of hosts and placements as tone and word.
record HostStates(Texts texts) {

    void show(StatusPill pill, Host.Health health) {
        pill.show(tone(health), word(health));
    }

    StatusPill pill(Host.Health health) {
        return new StatusPill(tone(health), word(health));
    }

    StatusPill pill(Placement.State state) {
        return switch (state) {
            case PENDING -> new StatusPill(Tone.WARNING, texts.text("hosts.placement.pending"));
            case LOADING -> new StatusPill(Tone.ACCENT, texts.text("hosts.placement.loading"));
            case SERVING -> new StatusPill(Tone.GOOD, texts.text("hosts.placement.serving"));
            case FAILED -> new StatusPill(Tone.BAD, texts.text("hosts.placement.failed"));
        };
    }

    private static Tone tone(Host.Health health) {
        return switch (health) {
            case STARTING -> Tone.ACCENT;
            case UP -> Tone.GOOD;
            case DOWN -> Tone.BAD;
            case OFFLINE -> Tone.NEUTRAL;
        };
    }

    private String word(Host.Health health) {
        return switch (health) {
            case STARTING -> texts.text("hosts.health.starting");
            case UP -> texts.text("hosts.health.up");
            case DOWN -> texts.text("hosts.health.down");
            case OFFLINE -> texts.text("hosts.health.offline");
        };
    }
}
