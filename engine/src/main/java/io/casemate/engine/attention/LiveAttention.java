package io.casemate.engine.attention;

import static java.util.stream.Collectors.toMap;

import io.casemate.engine.admission.AdmissionMatrix;
import io.casemate.engine.deploy.Deployments;
import io.casemate.engine.feed.Feed;
import io.casemate.engine.feed.LiveFeed;
import io.casemate.engine.fleet.FleetEngine;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.lifecycle.Workers;
import io.casemate.engine.models.Models;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.telemetry.Latencies;
import io.casemate.engine.units.Bytes;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Applies the rules to the rooms once a second. Files are looked for every half minute, since that
/// goes to the disk.
public final class LiveAttention implements Attention, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LiveAttention.class.getName());
    private static final int SECONDS_BETWEEN_FILE_CHECKS = 30;

    /// The rooms that are watched.
    ///
    /// @param data the data folder, whose disk is watched
    public record Sources(
            FleetEngine fleet,
            Deployments deployments,
            Latencies latencies,
            Models models,
            Feed<AdmissionMatrix> admissions,
            Ledger ledger,
            Path data) {}

    /// What an item is about, however its figures change.
    private record Matter(AttentionItem.Topic topic, String subject, String what) {
        static Matter of(AttentionItem item) {
            return new Matter(item.topic(), item.subject(), item.what());
        }
    }

    private final Sources sources;
    private final Instant opened = Instant.now();
    private final LiveFeed<List<AttentionItem>> feed = new LiveFeed<>(List.of());
    private final Workers workers = new Workers("attention", Duration.ofSeconds(2));
    private final CountDownLatch closing = new CountDownLatch(1);
    private Set<RevisionId> missing = Set.of();
    private long ticks;

    public LiveAttention(Sources sources) {
        this.sources = sources;
        workers.execute(this::tick);
    }

    @Override
    public Feed<List<AttentionItem>> items() {
        return feed;
    }

    @Override
    public void close() {
        closing.countDown();
        workers.close();
    }

    private void tick() {
        try {
            do {
                look();
            } while (!closing.await(1, TimeUnit.SECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        if (ticks++ % SECONDS_BETWEEN_FILE_CHECKS == 0) {
            missing = missingFiles();
        }
        try {
            List<AttentionItem> found = sinceFirstSeen(AttentionRules.items(facts()));
            if (!found.equals(feed.latest())) {
                feed.update(_ -> found);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The disk of the data folder cannot be looked at.", e);
        }
    }

    private AttentionFacts facts() throws IOException {
        FileStore disk = Files.getFileStore(sources.data());
        return new AttentionFacts(
                Instant.now(),
                opened,
                sources.fleet().hosts().latest(),
                sources.deployments().all().latest(),
                sources.latencies().live().latest(),
                sources.models().registry().latest(),
                sources.admissions().latest(),
                missing,
                new AttentionFacts.Disk(
                        sources.data().toString(),
                        new Bytes(disk.getUsableSpace()),
                        new Bytes(disk.getTotalSpace())),
                sources.ledger().recoveries());
    }

    private Set<RevisionId> missingFiles() {
        return sources.models().registry().latest().revisions().stream()
                .map(Revision::id)
                .filter(id -> Files.notExists(sources.models().modelFile(id)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// {@return the items with the time at which each was seen first}
    private List<AttentionItem> sinceFirstSeen(List<AttentionItem> items) {
        Map<Matter, Instant> known =
                feed.latest().stream()
                        .collect(toMap(Matter::of, AttentionItem::since, (one, _) -> one));
        return items.stream()
                .map(item -> item.withSince(known.getOrDefault(Matter.of(item), item.since())))
                .sorted(AttentionRules.ORDER)
                .toList();
    }
}
