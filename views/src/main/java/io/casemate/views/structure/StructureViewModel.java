package io.casemate.views.structure;

import io.casemate.engine.models.Registry;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.structure.Block;
import io.casemate.engine.structure.Comparison;
import io.casemate.engine.structure.Drawing;
import io.casemate.engine.structure.GraphNode;
import io.casemate.engine.structure.Layout;
import io.casemate.engine.structure.ModelStructure;
import io.casemate.engine.structure.Structures;
import io.casemate.views.bridge.Commands;
import io.casemate.views.bridge.Latest;
import io.casemate.views.bridge.Subscriptions;
import io.casemate.views.shell.Desk;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// What the inspection screen shows and does. Confined to the FX thread.
final class StructureViewModel {
    private final Desk desk;
    private final Structures structures;
    private final Commands commands;
    private final ObservableList<Revision> revisions = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable Revision> revision = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<@Nullable Shown> shown = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Marks> marks = new ReadOnlyObjectWrapper<>(Marks.NONE);
    private final ReadOnlyObjectWrapper<@Nullable Comparison> comparison =
            new ReadOnlyObjectWrapper<>();
    private final AtomicInteger drawing = new AtomicInteger();
    private Set<Integer> expanded = Set.of();

    StructureViewModel(Desk desk) {
        this.desk = desk;
        structures = new Structures(desk.rooms().models());
        commands = new Commands(desk.threads());
        revision.addListener((_, _, chosen) -> openChosen(chosen));
    }

    /// A picture on screen.
    ///
    /// @param anchor the box that stays where it was; empty for a newly opened model
    /// @param reveal the box to bring into the middle
    record Shown(GraphPicture picture, Optional<Integer> anchor, Optional<Integer> reveal) {}

    void observe(Subscriptions held) {
        held.add(Latest.of(desk.rooms().models().registry(), desk.threads().ui(), this::show));
    }

    private void show(Registry newest) {
        if (!newest.revisions().equals(revisions)) {
            Revision chosen = revision.get();
            revisions.setAll(newest.revisions());
            if (chosen != null) {
                newest.find(chosen.id()).ifPresent(revision::set);
            } else if (!revisions.isEmpty()) {
                revision.set(revisions.getFirst());
            }
        }
    }

    /// Opens the revision `id`; nothing changes when there is none such.
    void choose(RevisionId id) {
        Registry registry = desk.rooms().models().registry().latest();
        show(registry);
        registry.find(id).ifPresent(revision::set);
    }

    private void openChosen(@Nullable Revision chosen) {
        Shown before = shown.get();
        comparison.set(null);
        if (chosen == null) {
            return;
        }
        int turn = drawing.incrementAndGet();
        if (before != null) {
            marks.set(marks.get().selecting(Marks.NOTHING).matching(Set.of()));
        }
        commands.run(
                () -> structures.of(chosen.id()).map(structure -> firstPicture(structure, turn)),
                picture -> {
                    if (turn == drawing.get()) {
                        expanded = Layout.readable(picture.structure());
                        shown.set(new Shown(picture, Optional.empty(), Optional.empty()));
                    }
                });
    }

    private GraphPicture firstPicture(ModelStructure structure, int turn) {
        return picture(structure, Layout.readable(structure), turn);
    }

    private GraphPicture picture(ModelStructure structure, Set<Integer> open, int turn) {
        var drawn = Layout.draw(structure, open, () -> turn != drawing.get());
        return GraphPicture.of(structure, drawn.orElse(Drawing.EMPTY));
    }

    private void redraw(Set<Integer> open, Optional<Integer> anchor, Optional<Integer> reveal) {
        Shown before = shown.get();
        if (before == null) {
            return;
        }
        expanded = open;
        int turn = drawing.incrementAndGet();
        commands.read(
                () -> picture(before.picture().structure(), open, turn),
                picture -> {
                    if (turn == drawing.get()) {
                        shown.set(new Shown(picture, anchor, reveal));
                    }
                });
    }

    /// Opens the block `id`, or closes it, or closes the block around the node `id`.
    void toggle(int id) {
        Shown now = shown.get();
        if (now == null || id == Marks.NOTHING) {
            return;
        }
        Optional<Block> block =
                Optional.ofNullable(now.picture().blocks().get(id))
                        .or(() -> now.picture().around(id));
        if (block.isEmpty()) {
            return;
        }
        var changed = new HashSet<>(expanded);
        int target = block.get().id();
        if (!changed.remove(target)) {
            changed.add(target);
        }
        select(target);
        redraw(changed, Optional.of(target), Optional.empty());
    }

    void expandAll(boolean all) {
        Shown now = shown.get();
        if (now != null) {
            redraw(
                    all ? Set.copyOf(now.picture().blocks().keySet()) : Set.of(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    void select(int id) {
        marks.set(marks.get().selecting(id));
    }

    /// Selects a node and brings it into the middle, opening the blocks around it.
    void reveal(int node) {
        Shown now = shown.get();
        if (now == null) {
            return;
        }
        select(node);
        var open = new HashSet<>(expanded);
        for (Block block : now.picture().structure().root().all().toList()) {
            if (block != now.picture().structure().root()
                    && block.allNodes().anyMatch(member -> member == node)) {
                open.add(block.id());
            }
        }
        if (open.equals(expanded)) {
            shown.set(new Shown(now.picture(), Optional.of(node), Optional.of(node)));
        } else {
            redraw(open, Optional.of(node), Optional.of(node));
        }
    }

    void colour(Colouring colouring) {
        marks.set(marks.get().coloured(colouring));
    }

    /// {@return nodes whose name, operator or tensors contain `text`, in the order of the graph}
    List<GraphNode> find(String text) {
        Shown now = shown.get();
        return now == null ? List.of() : NodeSearch.find(now.picture().structure(), text);
    }

    /// Marks nodes, and the blocks that hide them.
    void mark(List<GraphNode> nodes) {
        Shown now = shown.get();
        var ids = new HashSet<Integer>();
        nodes.forEach(node -> ids.add(node.id()));
        if (now != null && !ids.isEmpty()) {
            now.picture()
                    .structure()
                    .root()
                    .all()
                    .filter(block -> !expanded.contains(block.id()))
                    .filter(block -> block.allNodes().anyMatch(ids::contains))
                    .toList()
                    .forEach(block -> ids.add(block.id()));
        }
        marks.set(marks.get().matching(ids));
    }

    /// Compares the shown revision with `other`: what changed from `other` to it.
    void compare(Revision other) {
        Shown now = shown.get();
        Revision open = revision.get();
        if (now == null || open == null) {
            return;
        }
        commands.run(
                () -> structures.of(other.id()).then(old -> with(old, now)),
                found -> {
                    if (open == revision.get()) {
                        comparison.set(found);
                        var changed = new ArrayList<GraphNode>();
                        found.changes().forEach(change -> change.after().ifPresent(changed::add));
                        mark(changed);
                    }
                });
    }

    private static Outcome<Comparison> with(ModelStructure old, Shown now) {
        return Structures.compare(old, now.picture().structure());
    }

    ObservableList<Revision> revisions() {
        return revisions;
    }

    ObjectProperty<@Nullable Revision> revisionProperty() {
        return revision;
    }

    ReadOnlyObjectProperty<@Nullable Shown> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Marks> marksProperty() {
        return marks.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Comparison> comparisonProperty() {
        return comparison.getReadOnlyProperty();
    }

    Commands commands() {
        return commands;
    }
}
