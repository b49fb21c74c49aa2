package io.casemate.engine.quantize;

import io.casemate.engine.models.RevisionId;
import java.nio.file.Path;
import java.util.Optional;

/// Measures how well each layer of a revision bears static INT8 alone.
///
/// @param recipe has a step of static INT8; layers that it keeps are not measured
/// @param calibration folder of samples; empty: the parent's golden set
public record MeasureLayers(RevisionId parent, Recipe recipe, Optional<Path> calibration) {}
