package io.casemate.engine.quantize;

import io.casemate.engine.models.Revision;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.qdq.LayerRanking;
import io.casemate.engine.quantize.search.SearchId;
import io.casemate.engine.quantize.search.SearchPlan;
import io.casemate.engine.quantize.search.SearchResult;
import io.casemate.engine.quantize.search.SearchWatcher;
import io.casemate.engine.tasks.Progress;

/// Makes variants of revisions, measures what they cost, and admits them to the registry.
public interface Quantizations {

    /// {@return the new revision; its origin holds the measured card}
    ///
    /// The recipe `auto` is refused with `QUANT-208` where the model is best left as it is.
    Outcome<Revision> execute(Quantize command, Progress progress) throws InterruptedException;

    /// Tries candidates, and publishes the one that the plan's goal chooses among those that pass
    /// its gate, if it is asked to. Finding none is an answer too.
    Outcome<SearchResult> search(SearchPlan plan, SearchWatcher watcher, Progress progress)
            throws InterruptedException;

    /// Goes on with a search that was interrupted or stopped, without trying again what it has
    /// tried. Refused when another program or another kind of host has begun it.
    Outcome<SearchResult> resume(SearchId id, SearchWatcher watcher, Progress progress)
            throws InterruptedException;

    /// Publishes a candidate of a search on record, without searching or measuring again.
    Outcome<Revision> publish(PublishAttempt command, Progress progress)
            throws InterruptedException;

    /// {@return how well each layer bears static INT8 alone}
    Outcome<LayerRanking> measureLayers(MeasureLayers command, Progress progress)
            throws InterruptedException;

    /// {@return the searches on record}
    Searches searches();
}
