/// The way out: copies of revisions for other sites and tools, each written to the ledger. Front
/// door: [Exports].
@NullMarked
package io.casemate.engine.export;

import org.jspecify.annotations.NullMarked;
