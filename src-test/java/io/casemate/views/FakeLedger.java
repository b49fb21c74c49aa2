package io.casemate.views;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.feed.LiveFeed;
import io.casemate.engine.json.Json;
import io.casemate.engine.ledger.Draft;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.ledger.LedgerEntry;
import io.casemate.engine.ledger.LedgerHead;
import io.casemate.engine.ledger.Projection;
import io.casemate.engine.ledger.Verification;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A ledger in memory. Its digests tell entries apart and prove nothing.
public final class FakeLedger implements Ledger {
    private final List<LedgerEntry> entries = new CopyOnWriteArrayList<>();
    private final LiveFeed<LedgerHead> head = new LiveFeed<>(new LedgerHead(0, digest("empty")));

    /// What [#verify()] finds; empty when all is well.
    public volatile Optional<Problem> problem = Optional.empty();

    static Digest digest(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public LedgerEntry append(Draft draft) {
        long sequence = entries.size();
        var entry =
                new LedgerEntry(
                        sequence,
                        Fixtures.NOW.minusSeconds(Math.max(0, 4_000 - 7 * sequence)),
                        "operator",
                        draft.action(),
                        draft.subject(),
                        draft.body(),
                        digest("leaf " + sequence));
        entries.add(entry);
        head.update(_ -> new LedgerHead(sequence + 1, digest("root " + sequence)));
        return entry;
    }

    /// Appends `count` entries that look like an ordinary month.
    public void fill(int count) {
        String[] actions = {"ModelImported", "VariantMade", "DeploymentMade", "ModelServed"};
        for (int i = 0; i < count; i++) {
            append(
                    new Draft(
                            actions[i % actions.length],
                            i % 2 == 0 ? digest("model " + i).toString() : "magika-" + i % 9,
                            Json.object()
                                    .put("source", "magika.onnx")
                                    .put("bytes", 3_100_000 + i)));
        }
    }

    @Override
    public void attach(Projection projection) {
        throw new UnsupportedOperationException("screens attach nothing");
    }

    @Override
    public Feed<LedgerHead> head() {
        return head;
    }

    @Override
    public List<LedgerEntry> list(long from, int limit) {
        return entries.stream().skip(from).limit(limit).toList();
    }

    @Override
    public Verification verify() {
        return new Verification(entries.size(), head.latest().root(), problem);
    }

    @Override
    public long export(Path file) throws IOException {
        Files.write(file, entries.stream().map(entry -> entry.body().toString()).toList());
        return entries.size();
    }

    @Override
    public List<String> recoveries() {
        return List.of();
    }

    @Override
    public void close() {}
}
