package io.casemate.engine.shapes;

import java.util.List;

/// What running one graph costs.
///
/// @param peak of its activations; parameters are counted elsewhere
record GraphWork(List<NodeCost> nodes, CostTotals totals, PeakMemory peak) {}
