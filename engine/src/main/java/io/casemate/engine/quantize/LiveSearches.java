package io.casemate.engine.quantize;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.feed.LiveFeed;
import io.casemate.engine.fleet.HostClass;
import io.casemate.engine.ledger.Folders;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.quantize.search.SearchId;
import io.casemate.engine.quantize.search.SearchPlan;
import io.casemate.engine.quantize.search.SearchRecord;
import io.casemate.engine.quantize.search.SearchRecord.Standing;
import io.casemate.engine.worker.JobFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/// The journals of one data folder. The oldest of those that ended go when there are more than
/// fifty.
public final class LiveSearches implements Searches {
    private static final System.Logger LOG = System.getLogger(LiveSearches.class.getName());
    private static final int MOST_ENDED = 50;

    private final Path root;
    private final String program;
    private final Clock clock;
    private final Set<SearchId> running = ConcurrentHashMap.newKeySet();
    private final LiveFeed<List<SearchRecord>> records = new LiveFeed<>(List.of());

    private LiveSearches(Path root, String program, Clock clock) {
        this.root = root;
        this.program = program;
        this.clock = clock;
    }

    /// @param program version of this program
    public static LiveSearches open(Path root, String program, Clock clock) throws IOException {
        Folders.createPrivate(root);
        var searches = new LiveSearches(root, program, clock);
        searches.refresh();
        return searches;
    }

    @Override
    public Feed<List<SearchRecord>> all() {
        return records;
    }

    @Override
    public Outcome<SearchRecord> find(String id) {
        return journal(id).map(this::record);
    }

    @Override
    public Outcome<SearchRecord> discard(SearchId id) {
        return journal(id.text())
                .then(journal -> {
                    if (running.contains(id)) {
                        return Outcome.refused(
                                SearchProblem.NOT_INTERRUPTED.because(
                                        "The search %s was not discarded.".formatted(id),
                                        "It still runs.",
                                        "Stop it first."));
                    }
                    SearchRecord record = record(journal);
                    delete(journal.folder());
                    refresh();
                    return Outcome.done(record);
                });
    }

    /// Puts a new search on record, as one that runs.
    SearchJournal begin(SearchPlan plan, List<Recipe> candidates) throws IOException {
        var head =
                new SearchJournal.Head(
                        SearchId.fresh(),
                        program,
                        HostClass.here().id(),
                        clock.instant(),
                        plan,
                        candidates);
        running.add(head.id());
        SearchJournal journal = SearchJournal.create(root, head);
        refresh();
        return journal;
    }

    /// {@return the journal of a search that may go on now, and counts as one that runs}
    Outcome<SearchJournal> goOn(String id) {
        return journal(id)
                .then(journal -> {
                    Optional<Problem> problem = new GoingOn(journal, program).problem();
                    if (problem.isPresent()) {
                        return Outcome.refused(problem.get());
                    }
                    if (!running.add(journal.head().id())) {
                        return Outcome.refused(GoingOn.running(journal));
                    }
                    refresh();
                    return Outcome.done(journal);
                });
    }

    /// Says that a search does not run any more.
    void leave(SearchId id) {
        running.remove(id);
        refresh();
    }

    /// {@return the journal of the search `id`}
    Outcome<SearchJournal> journal(String id) {
        Path folder = root.resolve(id);
        if (!SearchId.isValid(id) || !Files.isDirectory(folder)) {
            return Outcome.refused(
                    SearchProblem.UNKNOWN_SEARCH.because(
                            "The search '%s' was not found.".formatted(id),
                            "There are %d searches on record, and it is none of them."
                                    .formatted(records.latest().size()),
                            "See 'casemate optimize list' for those that there are."));
        }
        try {
            return Outcome.done(SearchJournal.read(folder));
        } catch (IOException | JacksonException e) {
            return Outcome.refused(
                    SearchProblem.OTHER_PROGRAM.because(
                            "The search '%s' was not read.".formatted(id),
                            "Its journal is not in the form that version %s writes: %s"
                                    .formatted(program, firstLine(e)),
                            "Start the search again; delete the folder %s.".formatted(folder)));
        }
    }

    private static String firstLine(Exception e) {
        return e.toString().lines().findFirst().orElse("");
    }

    private SearchRecord record(SearchJournal journal) {
        SearchJournal.Head head = journal.head();
        Standing standing =
                running.contains(head.id())
                        ? Standing.RUNNING
                        : journal.ended().isPresent() ? Standing.ENDED : Standing.INTERRUPTED;
        return new SearchRecord(head.id(), head.plan(), head.begun(), standing, journal.state());
    }

    private void refresh() {
        List<SearchRecord> all = read();
        List<SearchRecord> old =
                all.stream()
                        .filter(record -> record.standing() == Standing.ENDED)
                        .skip(MOST_ENDED)
                        .toList();
        old.forEach(record -> delete(root.resolve(record.id().text())));
        List<SearchRecord> kept = all.stream().filter(record -> !old.contains(record)).toList();
        records.update(_ -> kept);
    }

    private List<SearchRecord> read() {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(folder -> SearchId.isValid(folder.getFileName().toString()))
                    .flatMap(folder -> readable(folder).stream())
                    .map(this::record)
                    .sorted(Comparator.comparing(SearchRecord::begun).reversed())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<SearchJournal> readable(Path folder) {
        try {
            return Optional.of(SearchJournal.read(folder));
        } catch (IOException | JacksonException e) {
            LOG.log(Level.WARNING, "Not listed, since its journal cannot be read: " + folder, e);
            return Optional.empty();
        }
    }

    private static void delete(Path folder) {
        try {
            JobFolders.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
