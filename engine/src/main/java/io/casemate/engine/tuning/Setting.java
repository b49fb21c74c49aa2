package io.casemate.engine.tuning;

import io.casemate.engine.runtime.SessionSettings;

/// One way of running a model that may be measured.
///
/// @param instances sessions that run at the same time, 1 or more
/// @param batch samples in one request, 1 or more
public record Setting(SessionSettings settings, int instances, int batch) {
    static final Setting STANDARD = new Setting(SessionSettings.STANDARD, 1, 1);

    public Setting {
        if (instances < 1 || batch < 1) {
            throw new IllegalArgumentException(
                    "instances or batch is less than 1: %d, %d".formatted(instances, batch));
        }
    }

    Setting with(SessionSettings news) {
        return new Setting(news, instances, batch);
    }

    Setting withInstances(int count) {
        return new Setting(settings, count, batch);
    }

    Setting withBatch(int size) {
        return new Setting(settings, instances, size);
    }

    /// {@return what differs from the standard, for people}
    public String words() {
        String words = settings.words();
        if (instances > 1) {
            words += ", %d instances".formatted(instances);
        }
        if (batch > 1) {
            words += ", batch %d".formatted(batch);
        }
        return words;
    }
}
