/// Latency and throughput over time, from histograms of real requests. Front door: [Latencies].
@NullMarked
package io.casemate.engine.telemetry;

import org.jspecify.annotations.NullMarked;
