package io.casemate.engine.ledger;

import io.casemate.engine.ledger.LogScanner.Step;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Walks a log from its first entry and checks that it is whole: each record against its checksum,
/// each entry against the hash that the next one records, and all of them against the checkpoints.
///
/// An entry joins the tree only when the entry after it has confirmed its hash.
final class LogWalk {
    private final Map<Long, Digest> checkpoints = new HashMap<>();
    private final boolean thorough;
    private final MerkleTree tree = new MerkleTree();
    private Optional<Digest> pending = Optional.empty();
    private LedgerHead signed = tree.head();
    private Optional<Problem> problem = Optional.empty();
    private Optional<Step.Torn> torn = Optional.empty();
    private long end;

    /// @param thorough also reads every entry; otherwise trusts the checksums
    LogWalk(Checkpoints checkpoints, boolean thorough) {
        for (LedgerHead head : checkpoints.heads()) {
            this.checkpoints.put(head.size(), head.root());
        }
        this.thorough = thorough;
    }

    /// Told of each record.
    @FunctionalInterface
    interface Visitor {
        void visit(long offset, byte[] leaf);
    }

    /// @param limit how many entries are walked at most
    void walk(Path log, long limit, Visitor visitor) throws IOException {
        if (Files.exists(log)) {
            walkRecords(log, limit, visitor);
        }
        confirmPending();
        checkpoints.keySet().stream()
                .filter(size -> size > tree.size() && size <= limit)
                .max(Long::compare)
                .filter(_ -> problem.isEmpty())
                .ifPresent(size -> problem = Optional.of(shorter(size)));
    }

    MerkleTree tree() {
        return tree;
    }

    Optional<Problem> problem() {
        return problem;
    }

    Optional<Step.Torn> torn() {
        return torn;
    }

    /// {@return where the sound records end in the file}
    long end() {
        return end;
    }

    Verification verification(Checkpoints all) {
        Optional<Problem> found = problem.or(all::problem);
        boolean contradicted = problem.isPresent() && signed.size() < tree.size() && isRewritten();
        LedgerHead sound = contradicted ? signed : tree.head();
        return new Verification(sound.size(), sound.root(), found);
    }

    private boolean isRewritten() {
        Digest expected = checkpoints.get(tree.size());
        return expected != null && !expected.equals(tree.root());
    }

    private void walkRecords(Path log, long limit, Visitor visitor) throws IOException {
        try (LogScanner scanner = new LogScanner(log, 0)) {
            for (long sequence = 0; sequence < limit && problem.isEmpty(); sequence++) {
                switch (scanner.next()) {
                    case Step.Record(long offset, byte[] leaf) -> {
                        accept(sequence, leaf);
                        if (problem.isEmpty()) {
                            visitor.visit(offset, leaf);
                            end = offset + LogScanner.HEADER + leaf.length;
                        }
                    }
                    case Step.Torn cut -> {
                        torn = Optional.of(cut);
                        return;
                    }
                    case Step.Damaged(long offset, String why) ->
                            problem = Optional.of(damaged(sequence, why + at(offset)));
                    case Step.End() -> {
                        return;
                    }
                }
            }
        }
    }

    private void accept(long sequence, byte[] bytes) {
        Digest hash = MerkleTree.leafHash(bytes);
        if (thorough) {
            check(sequence, bytes);
        }
        if (problem.isEmpty()) {
            confirmPending();
            pending = Optional.of(hash);
        }
    }

    private void check(long sequence, byte[] bytes) {
        try {
            Leaf leaf = Leaf.parse(bytes);
            if (leaf.entry().sequence() != sequence) {
                String why = "It says that it is entry %d.";
                problem = Optional.of(damaged(sequence, why.formatted(leaf.entry().sequence())));
            } else if (!Leaf.isCanonical(bytes)) {
                problem = Optional.of(damaged(sequence, "It is not in canonical form."));
            } else if (!leaf.previous().equals(pending.orElse(Leaf.NONE))) {
                problem = Optional.of(changed(sequence));
                pending = Optional.empty();
            }
        } catch (IllegalArgumentException e) {
            problem = Optional.of(damaged(sequence, e.getMessage() + "."));
        }
    }

    private void confirmPending() {
        if (pending.isEmpty()) {
            return;
        }
        tree.append(pending.get());
        pending = Optional.empty();
        Digest expected = checkpoints.get(tree.size());
        if (expected == null) {
            return;
        }
        LedgerHead head = tree.head();
        if (expected.equals(head.root())) {
            signed = head;
        } else if (problem.isEmpty()) {
            problem = Optional.of(rewritten(head.size()));
        }
    }

    private static Problem changed(long sequence) {
        return damaged(
                Math.max(0, sequence - 1),
                sequence == 0
                        ? "It is not the first entry of its log."
                        : "Entry %d records another hash for it.".formatted(sequence));
    }

    private Problem rewritten(long size) {
        return LedgerProblem.CONTRADICTED.because(
                "Entry %d of the ledger or a later one below %d was changed."
                        .formatted(signed.size(), size),
                "The head remembered at %d entries has another root.".formatted(size),
                "Restore the ledger folder from a backup, and find out who could write to it.");
    }

    private Problem shorter(long size) {
        return LedgerProblem.CONTRADICTED.because(
                "Entry %d of the ledger is gone.".formatted(tree.size()),
                "%d entries were acknowledged and %d are here.".formatted(size, tree.size()),
                "Restore the ledger folder from a backup, and find out who could write to it.");
    }

    private static String at(long offset) {
        return " Its record begins at byte %d.".formatted(offset);
    }

    static Problem damaged(long sequence, String why) {
        return LedgerProblem.DAMAGED.because(
                "Entry %d of the ledger does not hold.".formatted(sequence),
                why,
                "Restore the ledger folder from a backup. What comes before entry %d can be read."
                        .formatted(sequence));
    }
}
