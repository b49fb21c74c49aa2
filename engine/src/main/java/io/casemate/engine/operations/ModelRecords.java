package io.casemate.engine.operations;

import io.casemate.engine.admission.Admissions;
import io.casemate.engine.bom.Boms;
import io.casemate.engine.lineage.Lineages;
import io.casemate.engine.lineage.Moments;
import io.casemate.engine.models.Curation;

/// What answers "what is this, who decided about it, and what ran when".
///
/// @param admissions where which variant may serve
public record ModelRecords(
        Curation curation, Lineages lineages, Moments moments, Boms boms, Admissions admissions) {}
