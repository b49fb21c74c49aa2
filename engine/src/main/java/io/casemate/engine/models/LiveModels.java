package io.casemate.engine.models;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.ledger.Draft;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.ledger.LedgerException;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The registry over the ledger, and the two stores beside it.
///
/// A folder in a store without an entry in the ledger is what a killed admission left: it did not
/// happen, and the folder is set aside on opening.
public final class LiveModels implements Models {
    private static final System.Logger LOG = System.getLogger(LiveModels.class.getName());

    private final ContentStore store;
    private final ContentStore goldenStore;
    private final Ledger ledger;
    private final Clock clock;
    private final RevisionTable table;
    private final ReentrantLock admitting = new ReentrantLock();
    private final List<String> recoveries;

    /// @param cas folder of the store of models
    /// @param golden folder of the store of golden sets
    public LiveModels(Path cas, Path golden, Ledger ledger, Clock clock) {
        this.store = new ContentStore(cas);
        this.goldenStore = new ContentStore(golden);
        this.ledger = ledger;
        this.clock = clock;
        table = new RevisionTable(store);
        ledger.attach(table);
        recoveries = setAsideOrphans();
    }

    /// {@return what was done about the stores on opening, for people; empty if nothing}
    public List<String> recoveries() {
        return recoveries;
    }

    @Override
    public Feed<Registry> registry() {
        return table.registry();
    }

    @Override
    public Outcome<Revision> resolve(String reference) {
        return new References(registry().latest()).resolve(reference);
    }

    @Override
    public Path modelFile(RevisionId id) {
        return store.folder(id.digest()).resolve(Content.MODEL_FILE);
    }

    @Override
    public Optional<Path> goldenFolder(RevisionId id) {
        return registry().latest().find(id).flatMap(Revision::golden).map(goldenStore::folder);
    }

    /// Admissions come one at a time, so that the same content twice is noticed.
    @Override
    public Outcome<Revision> admit(Admission admission) {
        try {
            Content content = Content.read(admission.folder());
            if (!content.isModel()) {
                return Outcome.refused(unfit(admission, content));
            }
            ContentStore.seal(admission.folder());
            admitting.lock();
            try {
                return admit(admission, content);
            } finally {
                admitting.unlock();
            }
        } catch (IOException e) {
            throw broken("'%s' was not admitted.".formatted(admission.name()), e);
        }
    }

    private Outcome<Revision> admit(Admission admission, Content content) throws IOException {
        RevisionId id = content.revisionId();
        Optional<Revision> known = registry().latest().find(id);
        if (known.isPresent()) {
            restore(admission.folder(), id);
            catchUp(known.get(), admission);
            return Outcome.done(registry().latest().find(id).orElseThrow());
        }
        Optional<Revision> lender = admission.goldenOf().flatMap(registry().latest()::find);
        if (admission.goldenOf().isPresent() && lender.flatMap(Revision::golden).isEmpty()) {
            return Outcome.refused(noGolden(admission));
        }
        Optional<Digest> golden =
                admission.golden().isPresent()
                        ? Optional.of(takeGolden(admission.golden().get()))
                        : lender.flatMap(Revision::golden);
        Revision revision =
                new Revision(
                        id,
                        admission.name(),
                        admission.stage(),
                        content.bytes(),
                        clock.instant().truncatedTo(ChronoUnit.MICROS),
                        admission.origin(),
                        admission.facts(),
                        golden);
        record(revision, admission);
        return Outcome.done(revision);
    }

    /// First the bytes, then the entry. Without the entry the bytes go back to where they were.
    private void record(Revision revision, Admission admission) throws IOException {
        Digest digest = revision.id().digest();
        store.take(admission.folder(), digest);
        try {
            ledger.append(
                    Draft.of(
                            new RevisionAdmitted(revision, admission.importId()),
                            revision.id().toString()));
        } catch (LedgerException e) {
            Files.move(store.folder(digest), admission.folder(), StandardCopyOption.ATOMIC_MOVE);
            throw e;
        }
    }

    private void restore(Path folder, RevisionId id) throws IOException {
        if (!store.holds(id.digest())) {
            store.take(folder, id.digest());
            ledger.append(Draft.of(new RevisionRestored(id), id.toString()));
        }
    }

    /// Takes what a second admission of the same content brings that the first one lacked: a golden
    /// set, and the trial run that a revision which was only inspected has now come through.
    private void catchUp(Revision known, Admission admission) throws IOException {
        String subject = known.id().toString();
        if (known.golden().isEmpty() && admission.golden().isPresent()) {
            Digest golden = takeGolden(admission.golden().get());
            ledger.append(Draft.of(new GoldenAttached(known.id(), golden), subject));
        }
        if (known.stage() == Stage.INSPECTED && admission.stage() == Stage.VERIFIED) {
            var trial =
                    new Evidence(
                            Evidence.Kind.TRIAL_RUN, "the airlock's trial run of this content");
            var change =
                    new StageChanged(
                            known.id(),
                            Stage.INSPECTED,
                            Stage.VERIFIED,
                            List.of(trial),
                            "imported again");
            ledger.append(Draft.of(change, subject));
        }
    }

    private Digest takeGolden(Path folder) throws IOException {
        Digest digest = Content.read(folder).listDigest();
        if (!goldenStore.holds(digest)) {
            ContentStore.seal(folder);
            goldenStore.take(folder, digest);
        }
        return digest;
    }

    private List<String> setAsideOrphans() {
        Registry registry = registry().latest();
        List<String> notes = new ArrayList<>();
        try {
            for (Path orphan :
                    store.setAsideOrphans(
                            digest -> registry.find(new RevisionId(digest)).isPresent())) {
                notes.add(interrupted("model", orphan));
            }
            for (Path orphan :
                    goldenStore.setAsideOrphans(digest ->
                            registry.revisions().stream()
                                    .anyMatch(revision ->
                                            revision.golden()
                                                    .filter(digest::equals)
                                                    .isPresent()))) {
                notes.add(interrupted("golden set", orphan));
            }
        } catch (IOException e) {
            throw broken("The store of models was not opened.", e);
        }
        notes.forEach(note -> LOG.log(Level.WARNING, note));
        return List.copyOf(notes);
    }

    private static String interrupted(String what, Path folder) {
        return "An admission was interrupted before it happened. Its %s was moved to %s; import it again, then delete that folder."
                .formatted(what, folder);
    }

    private static Problem unfit(Admission admission, Content content) {
        return ModelsProblem.CONTENT.because(
                "'%s' was not admitted.".formatted(admission.name()),
                content.odd()
                        .map(name -> "'%s' is neither file nor folder.".formatted(name))
                        .orElse("There is no file model.onnx."),
                "Give the model as plain files.");
    }

    private static Problem noGolden(Admission admission) {
        return ModelsProblem.NO_GOLDEN.because(
                "'%s' was not admitted.".formatted(admission.name()),
                "The golden set of another revision was asked for, and that one has none.",
                "Import that revision with a golden set, or go on without one.");
    }

    private static ModelsException broken(String what, IOException cause) {
        return new ModelsException(
                ModelsProblem.STORE.because(
                        what,
                        "The store could not be read or written: " + cause + ".",
                        "Make room on its disk, or make it writable, and try again."),
                cause);
    }
}
