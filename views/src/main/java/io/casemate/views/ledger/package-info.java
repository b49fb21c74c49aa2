/// The ledger screen: every entry, its proof, verification and export.
@NullMarked
package io.casemate.views.ledger;

import org.jspecify.annotations.NullMarked;
