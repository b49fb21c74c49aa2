package io.casemate.engine.operations;

import io.casemate.engine.bom.Boms;
import io.casemate.engine.lineage.Lineages;
import io.casemate.engine.lineage.Moments;
import io.casemate.engine.models.Curation;

/// What answers "what is this, who decided about it, and what ran when".
public record ModelRecords(Curation curation, Lineages lineages, Moments moments, Boms boms) {}
