package io.casemate.engine.attention;

import static io.casemate.engine.attention.AttentionItem.Severity.CRITICAL;
import static io.casemate.engine.attention.AttentionItem.Severity.WARNING;

import io.casemate.engine.attention.AttentionItem.Topic;
import io.casemate.engine.units.Bytes;
import java.util.Locale;
import java.util.stream.Stream;

/// Whether the disk of the data folder is nearly full: less than 10 % or less than 5 GiB is free.
final class DiskRule {
    static final double MIN_FREE_SHARE = 0.10;
    static final Bytes MIN_FREE = Bytes.gibibytes(5);
    static final Bytes NO_SPACE = Bytes.gibibytes(1);

    private DiskRule() {}

    static Stream<AttentionItem> items(AttentionFacts facts) {
        AttentionFacts.Disk disk = facts.disk();
        double free = disk.total().count() == 0 ? 0 : share(disk);
        boolean isShort = free < MIN_FREE_SHARE || disk.usable().compareTo(MIN_FREE) < 0;
        return isShort
                ? Stream.of(
                        new AttentionItem(
                                disk.usable().compareTo(NO_SPACE) < 0 ? CRITICAL : WARNING,
                                Topic.HOST,
                                disk.folder(),
                                "The disk of the data folder is nearly full.",
                                String.format(
                                        Locale.ROOT,
                                        "%s of %s is free (%.0f %%), and less than %.0f %% or %s is"
                                                + " too little.",
                                        disk.usable(),
                                        disk.total(),
                                        100 * free,
                                        100 * MIN_FREE_SHARE,
                                        MIN_FREE),
                                "Free space on the disk of %s. When it is full, nothing can be"
                                                .formatted(disk.folder())
                                        + " written to the ledger and every action is refused.",
                                facts.now()))
                : Stream.empty();
    }

    private static double share(AttentionFacts.Disk disk) {
        return (double) disk.usable().count() / disk.total().count();
    }
}
