package io.casemate.engine.models;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.feed.LiveFeed;
import io.casemate.engine.json.Json;
import io.casemate.engine.ledger.Draft;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.ledger.LedgerEntry;
import io.casemate.engine.ledger.Projection;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.units.Bytes;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// The registry as the ledger tells it, and the store beside it.
///
/// A revision's files are moved into the store before its ledger entry is written: a crash between
/// the two leaves files without an entry, which never took effect and are deleted at the next
/// start.
public final class LiveModels implements Models {
    private static final System.Logger LOG = System.getLogger(LiveModels.class.getName());
    private static final int SHORTEST_PREFIX = 6;

    private final Ledger ledger;
    private final Clock clock;
    private final ContentStore store;
    private final ContentStore goldenStore;
    private final LiveFeed<Registry> registry = new LiveFeed<>(new Registry(List.of()));

    /// Admissions take turns: what is in the store and what is in the ledger is decided together.
    private final ReentrantLock admitting = new ReentrantLock();

    private LiveModels(Ledger ledger, Clock clock, ContentStore store, ContentStore goldenStore) {
        this.ledger = ledger;
        this.clock = clock;
        this.store = store;
        this.goldenStore = goldenStore;
    }

    /// @param store folder of the models' bytes
    /// @param golden folder of golden sets
    public static LiveModels open(Ledger ledger, Clock clock, Path store, Path golden) {
        try {
            var models =
                    new LiveModels(
                            ledger, clock, new ContentStore(store), new ContentStore(golden));
            ledger.attach(models.new RevisionTable());
            models.deleteOrphans();
            return models;
        } catch (IOException e) {
            throw ModelsProblem.store("The model store was not opened.", e);
        }
    }

    private void deleteOrphans() throws IOException {
        Set<String> known = new HashSet<>();
        Set<String> knownGolden = new HashSet<>();
        for (Revision revision : registry.latest().revisions()) {
            known.add(revision.id().digest().hex());
            revision.golden().map(Digest::hex).ifPresent(knownGolden::add);
        }
        deleteOrphans(store, known);
        deleteOrphans(goldenStore, knownGolden);
    }

    private static void deleteOrphans(ContentStore store, Set<String> known) throws IOException {
        for (Path folder : store.folders()) {
            if (!known.contains(folder.getFileName().toString())) {
                LOG.log(Level.INFO, "Deleted from the store, it never took effect: {0}", folder);
                ContentStore.delete(folder);
            }
        }
    }

    @Override
    public Feed<Registry> registry() {
        return registry;
    }

    @Override
    public Outcome<Revision> resolve(String reference) {
        String digits = reference.startsWith("sha256:") ? reference.substring(7) : reference;
        List<Revision> revisions = registry.latest().revisions();
        List<Revision> byDigest =
                digits.length() < SHORTEST_PREFIX
                        ? List.of()
                        : revisions.stream()
                                .filter(one -> one.id().digest().hex().startsWith(digits))
                                .toList();
        if (byDigest.size() > 1) {
            return Outcome.refused(
                    ModelsProblem.AMBIGUOUS.because(
                            "'%s' was not found as one revision.".formatted(reference),
                            "%d revisions start with these digits.".formatted(byDigest.size()),
                            "Give more digits of the one that is meant."));
        }
        return byDigest.stream()
                .findFirst()
                .or(() -> newestOf(revisions, reference))
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(unknown(reference)));
    }

    private static Optional<Revision> newestOf(List<Revision> revisions, String name) {
        return revisions.stream().filter(one -> one.model().text().equals(name)).findFirst();
    }

    private io.casemate.engine.problem.Problem unknown(String reference) {
        return ModelsProblem.UNKNOWN.because(
                "There is no revision or model '%s'.".formatted(reference),
                "The registry has %d revisions; none has this digest or name."
                        .formatted(registry.latest().revisions().size()),
                "Run 'casemate status' for what is there, or import the model first.");
    }

    @Override
    public Outcome<Revision> admit(Admission admission) {
        admitting.lock();
        try {
            var id = new RevisionId(ContentStore.digest(admission.folder()));
            Optional<Revision> known = registry.latest().find(id);
            if (known.isPresent() && store.holds(id.digest())) {
                ContentStore.delete(admission.folder());
                return Outcome.done(known.get());
            }
            long bytes = ContentStore.bytes(admission.folder());
            Optional<Digest> golden = takeGolden(admission);
            store.take(admission.folder(), id.digest());
            if (known.isPresent()) {
                registry.update(snapshot -> withMissing(snapshot.revisions()));
                return Outcome.done(known.get());
            }
            var revision =
                    new Revision(
                            id,
                            admission.name(),
                            admission.stage(),
                            new Bytes(bytes),
                            clock.instant(),
                            admission.origin(),
                            admission.facts(),
                            golden);
            ledger.append(Draft.of(new RevisionAdmitted(revision), id.toString()));
            return Outcome.done(revision);
        } catch (IOException e) {
            throw ModelsProblem.store("The model was not taken into the store.", e);
        } finally {
            admitting.unlock();
        }
    }

    private Optional<Digest> takeGolden(Admission admission) throws IOException {
        if (admission.golden().isPresent()) {
            Path folder = admission.golden().get();
            Digest digest = ContentStore.digest(folder);
            goldenStore.take(folder, digest);
            return Optional.of(digest);
        }
        return admission.goldenOf().flatMap(registry.latest()::find).flatMap(Revision::golden);
    }

    @Override
    public Path modelFile(RevisionId id) {
        return store.folder(id.digest()).resolve("model.onnx");
    }

    @Override
    public Optional<Path> goldenFolder(RevisionId id) {
        return registry.latest()
                .find(id)
                .flatMap(Revision::golden)
                .map(goldenStore::folder)
                .filter(Files::isDirectory);
    }

    private Registry withMissing(List<Revision> revisions) {
        Set<RevisionId> missing = new HashSet<>();
        for (Revision revision : revisions) {
            if (!store.holds(revision.id().digest())) {
                missing.add(revision.id());
            }
        }
        return new Registry(revisions, missing);
    }

    /// The registry in the read model: one row a revision.
    private final class RevisionTable implements Projection {

        @Override
        public String name() {
            return "models";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public List<String> tables() {
            return List.of("revision");
        }

        @Override
        public List<String> schema() {
            return List.of(
                    "CREATE TABLE revision (id VARCHAR(71) PRIMARY KEY, sequence BIGINT NOT NULL,"
                            + " model VARCHAR(64) NOT NULL, stage VARCHAR(16) NOT NULL,"
                            + " body CHARACTER LARGE OBJECT NOT NULL)",
                    "CREATE INDEX revision_by_sequence ON revision (sequence)");
        }

        @Override
        public void apply(LedgerEntry entry, Connection db) throws SQLException {
            if (!entry.is(RevisionAdmitted.class)) {
                return;
            }
            Revision revision = entry.event(RevisionAdmitted.class).revision();
            try (PreparedStatement merge =
                    db.prepareStatement(
                            "MERGE INTO revision (id, sequence, model, stage, body) KEY (id)"
                                    + " VALUES (?, ?, ?, ?, ?)")) {
                merge.setString(1, revision.id().toString());
                merge.setLong(2, entry.sequence());
                merge.setString(3, revision.model().text());
                merge.setString(4, revision.stage().name());
                merge.setString(5, Json.treeOf(revision).toString());
                merge.executeUpdate();
            }
        }

        @Override
        public void published(Connection db) throws SQLException {
            var revisions = new ArrayList<Revision>();
            try (PreparedStatement query =
                            db.prepareStatement(
                                    "SELECT body FROM revision ORDER BY sequence DESC");
                    ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    revisions.add(Json.mapper().readValue(rows.getString(1), Revision.class));
                }
            }
            registry.update(_ -> withMissing(revisions));
        }
    }
}
