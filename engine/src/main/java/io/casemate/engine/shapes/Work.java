package io.casemate.engine.shapes;

/// How many operations a node takes. Conventions: see [NodeCost].
@FunctionalInterface
interface Work {

    /// {@return operations, saturated; 0 where sizes are not known}
    long flops(CostCall call);
}
