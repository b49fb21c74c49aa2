package io.casemate.engine.quantize;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.quantize.search.SearchId;
import io.casemate.engine.quantize.search.SearchRecord;
import java.util.List;

/// The searches on record. What one finds is written down as soon as it is found, so that a crash
/// costs the candidate that was being tried and no other.
public interface Searches {

    /// {@return the searches of this data folder, the newest first; told when one begins, ends or
    /// goes}
    Feed<List<SearchRecord>> all();

    /// {@return the search, as far as it is now; refused with `QUANT-401` when there is none}
    Outcome<SearchRecord> find(String id);

    /// Forgets a search that does not run. Variants that were published of it stay.
    Outcome<SearchRecord> discard(SearchId id);
}
