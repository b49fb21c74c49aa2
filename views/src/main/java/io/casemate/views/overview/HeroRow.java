package io.casemate.views.overview;

import io.casemate.engine.deploy.Deployment;
import io.casemate.engine.fleet.Host;
import io.casemate.views.kit.Ages;
import io.casemate.views.kit.Figures;
import io.casemate.views.kit.StatBlock;
import io.casemate.views.kit.Texts;
import io.casemate.views.kit.Tone;
import java.util.List;
import javafx.scene.layout.HBox;

/// The figures that people read first.
final class HeroRow extends HBox {
    private static final double BAD_ERRORS = 0.01;

    private final Texts texts;
    private final Ages ages;
    private final OverviewModel model;
    private final StatBlock requests;
    private final StatBlock latency;
    private final StatBlock errors;
    private final StatBlock serving;
    private final StatBlock hosts;

    HeroRow(Texts texts, OverviewModel model) {
        super(16);
        this.texts = texts;
        this.model = model;
        ages = new Ages(texts);
        requests = new StatBlock("stat-requests", texts.text("overview.stat.requests"));
        latency = new StatBlock("stat-p99", texts.text("overview.stat.p99"));
        errors = new StatBlock("stat-errors", texts.text("overview.stat.errors"));
        serving = new StatBlock("stat-serving", texts.text("overview.stat.serving"));
        hosts = new StatBlock("stat-hosts", texts.text("overview.stat.hosts"));
        getChildren().addAll(requests, latency, errors, serving, hosts);
        getChildren().forEach(node -> ((StatBlock) node).setPrefWidth(0));
        model.figures.subscribe(this::show);
        model.deployments.subscribe(this::showServing);
        model.hosts.subscribe(this::showHosts);
    }

    private void show(FleetFigures figures) {
        boolean isKnown = figures.heard().isPresent();
        requests.show(
                isKnown ? Figures.number(figures.requestsPerSecond()) : StatBlock.UNKNOWN,
                isKnown ? texts.text("overview.unit.perSecond") : "");
        boolean isMeasured = Double.isFinite(figures.slowestP99Micros());
        Figures.Figure p99 = Figures.micros(isMeasured ? figures.slowestP99Micros() : 0);
        latency.show(isMeasured ? p99.number() : StatBlock.UNKNOWN, isMeasured ? p99.unit() : "");
        Figures.Figure share = Figures.share(figures.errorShare());
        errors.show(isKnown ? share.number() : StatBlock.UNKNOWN, isKnown ? share.unit() : "");
        errors.tone(figures.errorShare() > BAD_ERRORS ? Tone.BAD : Tone.NEUTRAL);
        note(figures);
        showServing(model.deployments.get());
    }

    private void note(FleetFigures figures) {
        String age =
                figures.heard()
                        .map(time -> ages.ago(time, model.now.get()))
                        .orElse(texts.text("overview.stat.none"));
        String heard = figures.isStale() ? texts.text("overview.stat.stale", age) : age;
        for (StatBlock block : List.of(requests, latency, errors)) {
            block.stale(figures.isStale());
            block.note(heard);
        }
    }

    private void showServing(List<Deployment> all) {
        long count = all.stream().filter(one -> one.state() == Deployment.State.SERVING).count();
        long failed = all.stream().filter(one -> one.state() == Deployment.State.FAILED).count();
        serving.show(Figures.count(count), texts.text("overview.of", Figures.count(all.size())));
        serving.note(
                failed == 0
                        ? texts.text("overview.stat.noneFailed")
                        : texts.text("overview.stat.failed", Figures.count(failed)));
        serving.tone(failed > 0 ? Tone.BAD : Tone.NEUTRAL);
    }

    private void showHosts(List<Host> all) {
        long up = all.stream().filter(host -> host.health() == Host.Health.UP).count();
        long down = all.stream().filter(host -> host.health() == Host.Health.DOWN).count();
        hosts.show(Figures.count(up), texts.text("overview.of", Figures.count(all.size())));
        hosts.note(
                down == 0
                        ? texts.text("overview.stat.noneDown")
                        : texts.text("overview.stat.down", Figures.count(down)));
        hosts.tone(down > 0 ? Tone.BAD : Tone.NEUTRAL);
    }
}
