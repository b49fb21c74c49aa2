package io.casemate.views.overview;

import io.casemate.engine.deploy.Deployment;
import io.casemate.engine.models.Origin;
import io.casemate.engine.models.Registry;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.EvenColumns;
import io.casemate.views.kit.Icons;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.Panel;
import io.casemate.views.kit.Texts;
import io.casemate.views.kit.Tone;
import io.casemate.views.shell.Desk;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// The way from an empty console to a model that serves. Goes once something is deployed.
final class FirstSteps extends StackPane {
    private final Desk desk;
    private final Texts texts;
    private final Runnable makeDemo;
    private final EvenColumns steps = new EvenColumns(12);
    private Registry registry = new Registry(List.of());

    FirstSteps(Desk desk, Runnable makeDemo) {
        this.desk = desk;
        this.makeDemo = makeDemo;
        texts = desk.texts();
        setId("first-steps");
        var panel =
                new Panel(
                        texts.text("overview.guide"),
                        Labels.wrapping(texts.text("overview.guide.intro"), "muted"),
                        steps);
        getChildren().add(panel);
        layOut();
    }

    void show(Registry snapshot) {
        if (!snapshot.equals(registry)) {
            registry = snapshot;
            layOut();
        }
    }

    void show(List<Deployment> deployments) {
        setVisible(deployments.isEmpty());
        setManaged(deployments.isEmpty());
    }

    private void layOut() {
        boolean hasModel = !registry.revisions().isEmpty();
        boolean hasVariant =
                registry.revisions().stream()
                        .anyMatch(revision -> revision.origin() instanceof Origin.Quantized);
        steps.show(
                step(new Step(1, "import", hasModel), importButtons(hasModel)),
                step(
                        new Step(2, "quantize", hasVariant),
                        List.of(
                                go(
                                        "guide-quantize",
                                        "overview.guide.quantize.action",
                                        new Target("optimize", "optimize.quantize"),
                                        hasModel && !hasVariant))),
                step(
                        new Step(3, "deploy", false),
                        List.of(
                                go(
                                        "guide-deploy",
                                        "overview.guide.deploy.action",
                                        new Target("deployments", "deployments.deploy"),
                                        hasVariant))));
    }

    private record Step(int number, String key, boolean isDone) {}

    private record Target(String screen, String action) {}

    private List<Button> importButtons(boolean hasModel) {
        Button demo = Buttons.plain("guide-demo", texts.text("overview.demo"), makeDemo);
        return List.of(
                go(
                        "guide-import",
                        "overview.guide.import.action",
                        new Target("models", "models.import"),
                        !hasModel),
                demo);
    }

    private Button go(String id, String key, Target target, boolean isNext) {
        Runnable run = () -> desk.navigation().go(target.screen(), target.action());
        return isNext
                ? Buttons.primary(id, texts.text(key), run)
                : Buttons.plain(id, texts.text(key), run);
    }

    private Node step(Step step, List<Button> buttons) {
        Node number =
                step.isDone() ? done() : Labels.of(Integer.toString(step.number()), "guide-number");
        var head =
                new HBox(
                        8, number, Labels.of(texts.text("overview.guide." + step.key()), "strong"));
        head.setAlignment(Pos.CENTER_LEFT);
        var row = new HBox(8);
        row.getChildren().addAll(buttons);
        var hint = Labels.wrapping(texts.text("overview.guide." + step.key() + ".hint"), "muted");
        var box = new VBox(head, hint, filler(), row);
        box.getStyleClass().add("guide-step");
        return box;
    }

    private static Node filler() {
        var filler = new StackPane();
        VBox.setVgrow(filler, Priority.ALWAYS);
        return filler;
    }

    private static Node done() {
        var mark = new StackPane(Icons.of(Feather.CHECK_CIRCLE));
        Tone.GOOD.paint(mark);
        return mark;
    }
}
