/// What a revision is and what ran when, read from the ledger. Front doors: [Lineages], [Moments].
@NullMarked
package io.casemate.engine.lineage;

import org.jspecify.annotations.NullMarked;
