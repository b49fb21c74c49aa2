/// Latency, throughput and errors of what serves, live. Entry: [LatencyScreen].
@NullMarked
package io.casemate.views.latency;

import org.jspecify.annotations.NullMarked;
