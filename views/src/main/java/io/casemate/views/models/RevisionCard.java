package io.casemate.views.models;

import io.casemate.engine.models.Curation;
import io.casemate.engine.models.ModelCard;
import io.casemate.engine.models.Registry;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.Stage;
import io.casemate.views.kit.Ages;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.KeyValueGrid;
import io.casemate.views.kit.Panel;
import io.casemate.views.kit.StatBlock;
import io.casemate.views.shell.Desk;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

/// What people have said and decided about a revision, and what they can decide now.
final class RevisionCard extends VBox {
    private final Desk desk;
    private final Revision revision;

    RevisionCard(Desk desk, Registry registry, Revision shown) {
        this.desk = desk;
        revision = registry.find(shown.id()).orElse(shown);
        ModelCard card = registry.card(revision.model());
        var grid =
                new KeyValueGrid()
                        .row(text("models.card.owner"), said(card.owner()))
                        .row(text("models.card.purpose"), said(card.purpose()))
                        .row(
                                text("models.card.risk"),
                                said(card.risk().map(it -> it.name().toLowerCase(Locale.ROOT))))
                        .row(text("models.card.licence"), said(card.licence()))
                        .row(text("models.card.supplier"), said(card.supplier()));
        registry.lastStep(revision.id(), revision.stage())
                .ifPresent(step ->
                        grid.row(
                                text("models.decided"),
                                text(
                                        "models.decided.value",
                                        step.actor(),
                                        Ages.exact(step.time()),
                                        step.change().reason())));
        Button edit =
                Buttons.quiet(
                        "models-card",
                        text("models.card.edit"),
                        () ->
                                desk.sheets()
                                        .show(new CardSheet(desk, revision.model(), card).sheet()));
        getChildren().setAll(new Panel(text("models.card"), grid, decisions()).tools(edit));
    }

    private FlowPane decisions() {
        Curation curation = desk.rooms().records().curation();
        var buttons = new FlowPane(8, 8);
        if (revision.stage() == Stage.VERIFIED) {
            buttons.getChildren()
                    .add(
                            Buttons.plain(
                                    "models-approve",
                                    text("models.approve"),
                                    () ->
                                            desk.sheets()
                                                    .show(
                                                            AskSheet.of(
                                                                    desk,
                                                                    "models.approve",
                                                                    reason ->
                                                                            curation.approve(
                                                                                    revision.id(),
                                                                                    reason)))));
        }
        if (revision.stage() != Stage.RETIRED) {
            buttons.getChildren()
                    .add(
                            Buttons.plain(
                                    "models-retire",
                                    text("models.retire"),
                                    () ->
                                            desk.sheets()
                                                    .show(
                                                            AskSheet.of(
                                                                    desk,
                                                                    "models.retire",
                                                                    reason ->
                                                                            curation.retire(
                                                                                    revision.id(),
                                                                                    reason)))));
        }
        buttons.getChildren()
                .add(
                        Buttons.plain(
                                "models-export",
                                text("models.export"),
                                () -> desk.sheets().show(new ExportSheet(desk, revision).sheet())));
        buttons.getChildren()
                .add(
                        Buttons.plain(
                                "models-bom",
                                text("models.bom"),
                                () ->
                                        desk.sheets()
                                                .show(
                                                        AskSheet.of(
                                                                desk,
                                                                "models.bom",
                                                                file ->
                                                                        desk.rooms()
                                                                                .records()
                                                                                .boms()
                                                                                .write(
                                                                                        revision
                                                                                                .id(),
                                                                                        file)))));
        return buttons;
    }

    private static String said(Optional<String> text) {
        return text.orElse(StatBlock.UNKNOWN);
    }

    private String text(String key, Object... arguments) {
        return desk.texts().text(key, arguments);
    }
}
