package io.casemate.views.structure;

import io.casemate.engine.fleet.Accelerator;
import io.casemate.engine.fleet.Host;
import io.casemate.engine.fleet.HostId;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.Stage;
import io.casemate.views.kit.Figures;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.StatusPill;
import io.casemate.views.kit.Texts;
import io.casemate.views.kit.Tone;
import java.util.List;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Which host can run how many of the nodes on what. Says only what was proved: the trial run on
/// this machine's CPU. Everything else is called not tested.
final class HostsTab extends VBox {
    private static final int SHOWN = 50;

    private final Texts texts;
    private List<Host> hosts = List.of();

    HostsTab(Texts texts) {
        super(16);
        this.texts = texts;
        setId("structure-hosts");
    }

    void hosts(List<Host> newest) {
        hosts = newest;
    }

    void show(StructureViewModel model) {
        Revision revision = model.revisionProperty().get();
        StructureViewModel.Shown shown = model.shownProperty().get();
        getChildren().clear();
        if (revision == null || shown == null) {
            return;
        }
        if (hosts.isEmpty()) {
            getChildren().add(Labels.muted(text("none")));
        }
        int nodes = shown.picture().structure().nodes().size();
        boolean isProved = isProved(revision.stage());
        hosts.stream().limit(SHOWN).forEach(host -> getChildren().add(host(host, nodes, isProved)));
    }

    /// The trial run let it in with answers; a revision keeps that whatever happens to it later.
    private static boolean isProved(Stage stage) {
        return stage != Stage.INSPECTED;
    }

    private VBox host(Host host, int nodes, boolean isProved) {
        var box = new VBox(8, Labels.heading(host.name()), cpu(host, nodes, isProved));
        for (Accelerator accelerator : host.hardware().accelerators()) {
            box.getChildren().add(accelerator(accelerator, nodes));
        }
        return box;
    }

    private VBox cpu(Host host, int nodes, boolean isProved) {
        boolean isHere = host.id().equals(HostId.THIS_MACHINE);
        String count = Figures.count(nodes);
        var pill =
                isProved && isHere
                        ? new StatusPill(Tone.GOOD, text("nodes", count, count))
                        : new StatusPill(Tone.NEUTRAL, text("untested"));
        String why =
                !isProved
                        ? text("inspected")
                        : isHere ? text("proved", count) : text("elsewhere", count);
        return row(text("cpu") + "  " + host.hardware().cpu(), pill, why);
    }

    private VBox accelerator(Accelerator accelerator, int nodes) {
        String name = accelerator.vendor() + " " + accelerator.name();
        return row(
                name,
                new StatusPill(Tone.NEUTRAL, text("untested")),
                text("untested.hint", name, Figures.count(nodes)));
    }

    private static VBox row(String name, StatusPill pill, String why) {
        pill.setMinWidth(USE_PREF_SIZE);
        var head = new HBox(12, Labels.of(name), Labels.spring(), pill);
        return new VBox(2, head, Labels.wrapping(why, "caption"));
    }

    private String text(String key, Object... arguments) {
        return texts.text("structure.hosts." + key, arguments);
    }
}
