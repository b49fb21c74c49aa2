/// The overview screen: what wants a decision, how the fleet serves, what happened last.
@NullMarked
package io.casemate.views.overview;

import org.jspecify.annotations.NullMarked;
