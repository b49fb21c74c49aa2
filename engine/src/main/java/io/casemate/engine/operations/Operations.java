package io.casemate.engine.operations;

import io.casemate.engine.admission.Admit;
import io.casemate.engine.admission.HostAdmission;
import io.casemate.engine.airlock.Airlock;
import io.casemate.engine.airlock.ImportModel;
import io.casemate.engine.airlock.Inspection;
import io.casemate.engine.bench.LoadPlan;
import io.casemate.engine.bench.LoadReport;
import io.casemate.engine.capture.Capture;
import io.casemate.engine.capture.CaptureCommand;
import io.casemate.engine.deploy.DeployCommand;
import io.casemate.engine.deploy.Deployment;
import io.casemate.engine.export.ExportRevision;
import io.casemate.engine.export.Exported;
import io.casemate.engine.models.Revision;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.qdq.LayerRanking;
import io.casemate.engine.quantize.MeasureLayers;
import io.casemate.engine.quantize.PublishAttempt;
import io.casemate.engine.quantize.Quantize;
import io.casemate.engine.quantize.Searches;
import io.casemate.engine.quantize.search.SearchId;
import io.casemate.engine.quantize.search.SearchPlan;
import io.casemate.engine.quantize.search.SearchResult;
import io.casemate.engine.quantize.search.SearchWatcher;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.tuning.PlacementPlan;
import io.casemate.engine.tuning.PlacementProof;
import io.casemate.engine.tuning.TunePlan;
import io.casemate.engine.tuning.TuneWatcher;
import io.casemate.engine.tuning.TuningProfile;
import java.nio.file.Path;

/// What an operator can do. Each call waits for its outcome on the calling thread, shows up in
/// [io.casemate.engine.tasks.Tasks], and can be cancelled there.
///
/// `watcher` is told of the progress too; screens pass [Progress#NONE] and watch the task instead.
public interface Operations {

    Outcome<Revision> importModel(ImportModel command, Progress watcher);

    Outcome<Inspection> inspect(Path source, Progress watcher);

    /// {@return what goes on in the airlock, and what waits in its quarantine}
    Airlock airlock();

    Outcome<Exported> export(ExportRevision command, Progress watcher);

    Outcome<Revision> quantize(Quantize command, Progress watcher);

    Outcome<SearchResult> optimize(SearchPlan plan, SearchWatcher onlooker, Progress watcher);

    /// Goes on with a search that was interrupted.
    Outcome<SearchResult> resume(SearchId id, SearchWatcher onlooker, Progress watcher);

    /// Publishes a candidate of a search on record.
    Outcome<Revision> publish(PublishAttempt command, Progress watcher);

    /// {@return how well each layer bears static INT8 alone}
    Outcome<LayerRanking> measureLayers(MeasureLayers command, Progress watcher);

    /// {@return the searches on record}
    Searches searches();

    /// Runs the gate of a variant on this machine.
    Outcome<HostAdmission> admit(Admit command, Progress watcher);

    Outcome<Deployment> deploy(DeployCommand command, Progress watcher);

    Outcome<Capture> capture(CaptureCommand command);

    Outcome<TuningProfile> tune(TunePlan plan, TuneWatcher onlooker, Progress watcher);

    Outcome<PlacementProof> placement(PlacementPlan plan, Progress watcher);

    Outcome<LoadReport> loadTest(LoadPlan plan, Progress watcher);
}
