package io.casemate.engine.quantize;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.casemate.engine.json.Json;
import io.casemate.engine.ledger.Folders;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.qdq.LayerRanking;
import io.casemate.engine.quantize.search.Attempt;
import io.casemate.engine.quantize.search.SearchId;
import io.casemate.engine.quantize.search.SearchPlan;
import io.casemate.engine.quantize.search.SearchState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One search on disk: a folder with `search.json`, which says what is looked for, and
/// `journal.jsonl`, to which a line is added, and synced, whenever something was found. A line that
/// a crash cut off counts as not written.
///
/// @param folder its own
record SearchJournal(Path folder, Head head, List<JournalEntry> entries) {
    private static final String HEAD = "search.json";
    private static final String JOURNAL = "journal.jsonl";

    /// What is looked for, and by whom.
    ///
    /// @param program version of the program; another one may make or judge candidates otherwise
    /// @param host id of the class of the host; figures of another one are not comparable
    /// @param candidates in the order in which they are tried
    record Head(
            SearchId id,
            String program,
            String host,
            Instant begun,
            SearchPlan plan,
            List<Recipe> candidates) {}

    SearchJournal {
        entries = List.copyOf(entries);
    }

    /// Begins a journal.
    static SearchJournal create(Path root, Head head) throws IOException {
        Path folder = root.resolve(head.id().text());
        Folders.createPrivate(folder);
        Path partial = folder.resolve(HEAD + ".part");
        try (FileChannel file =
                FileChannel.open(
                        partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            write(file, Json.treeOf(head).toString());
        }
        Files.createFile(folder.resolve(JOURNAL));
        Files.move(partial, folder.resolve(HEAD), StandardCopyOption.ATOMIC_MOVE);
        Folders.sync(folder);
        Folders.sync(root);
        return new SearchJournal(folder, head, List.of());
    }

    /// Reads a journal.
    ///
    /// @throws tools.jackson.core.JacksonException when it is not of this program's making
    static SearchJournal read(Path folder) throws IOException {
        Head head = Json.mapper().readValue(Files.readString(folder.resolve(HEAD)), Head.class);
        String text = Files.readString(folder.resolve(JOURNAL));
        int whole = text.lastIndexOf('\n') + 1;
        List<JournalEntry> entries =
                text.substring(0, whole)
                        .lines()
                        .map(line -> Json.mapper().readValue(line, JournalEntry.class))
                        .toList();
        return new SearchJournal(folder, head, entries);
    }

    /// Adds to the journals' file; returns when it is on disk.
    static void append(Path folder, JournalEntry entry) {
        try (FileChannel file =
                FileChannel.open(folder.resolve(JOURNAL), StandardOpenOption.WRITE)) {
            file.position(file.size());
            write(file, Json.treeOf(entry).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Cuts off what a crash left of a line.
    void mend() throws IOException {
        Path journal = folder.resolve(JOURNAL);
        String text = Files.readString(journal);
        int whole = text.lastIndexOf('\n') + 1;
        try (FileChannel file = FileChannel.open(journal, StandardOpenOption.WRITE)) {
            file.truncate(text.substring(0, whole).getBytes(UTF_8).length);
            file.force(true);
        }
    }

    private static void write(FileChannel file, String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(UTF_8));
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
        file.force(true);
    }

    Stream<JournalEntry.Tried> tried() {
        return entries.stream()
                .filter(JournalEntry.Tried.class::isInstance)
                .map(JournalEntry.Tried.class::cast);
    }

    Optional<LayerRanking> ranking() {
        return entries.stream()
                .filter(JournalEntry.Ranked.class::isInstance)
                .map(entry -> ((JournalEntry.Ranked) entry).ranking())
                .findFirst();
    }

    /// {@return how it ended; empty while it may go on, or has gone on since}
    Optional<JournalEntry.Ended> ended() {
        return !entries.isEmpty() && entries.getLast() instanceof JournalEntry.Ended ended
                ? Optional.of(ended)
                : Optional.empty();
    }

    /// {@return time that was used so far, in nanoseconds}
    long nanos() {
        return entries.isEmpty() ? 0 : entries.getLast().nanos();
    }

    /// {@return what the files of `attempt` were when it was measured}
    Optional<RevisionId> variant(Attempt attempt) {
        return tried().filter(entry -> entry.attempt().equals(attempt))
                .flatMap(entry ->
                        entry instanceof JournalEntry.Measured measured
                                ? measured.variant().stream()
                                : Stream.empty())
                .findFirst();
    }

    SearchState state() {
        int known =
                head.candidates().size()
                        + ranking().map(one -> Math.max(0, one.layers().size() - 1)).orElse(0);
        var attempts = new ArrayList<Attempt>();
        tried().map(JournalEntry.Tried::attempt).forEach(attempts::add);
        return new SearchState(
                attempts,
                ended().map(JournalEntry.Ended::space).orElse(known),
                Optional.empty(),
                ended().map(JournalEntry.Ended::end),
                ranking());
    }
}
