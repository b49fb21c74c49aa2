package io.casemate.views.kit;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Times as people read them.
public final class Ages {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final Texts texts;

    public Ages(Texts texts) {
        this.texts = texts;
    }

    /// {@return how long ago `then` was, such as `12 s ago`}
    public String ago(Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        if (age.toMillis() < 1500) {
            return texts.text("kit.age.now");
        }
        return texts.text("kit.age.ago", length(age));
    }

    /// {@return a length of time in its largest unit, such as `12 s` or `3 h`}
    public String length(Duration length) {
        if (length.toSeconds() < 60) {
            return texts.text("kit.age.seconds", Long.toString(length.toSeconds()));
        }
        if (length.toMinutes() < 60) {
            return texts.text("kit.age.minutes", Long.toString(length.toMinutes()));
        }
        return length.toHours() < 48
                ? texts.text("kit.age.hours", Long.toString(length.toHours()))
                : texts.text("kit.age.days", Long.toString(length.toDays()));
    }

    /// {@return date and time in this computer's zone, to the second}
    public static String exact(Instant time) {
        return CLOCK.format(time.atZone(ZoneId.systemDefault()));
    }
}
