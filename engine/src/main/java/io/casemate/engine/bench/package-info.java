/// The load generator: closed-loop clients against an endpoint, honest histograms. Front door:
/// [LoadTests].
@NullMarked
package io.casemate.engine.bench;

import org.jspecify.annotations.NullMarked;
