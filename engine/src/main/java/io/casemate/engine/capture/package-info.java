/// Requests that are kept as calibration data, with somebody's consent. Front door: [Captures].
@NullMarked
package io.casemate.engine.capture;

import org.jspecify.annotations.NullMarked;
