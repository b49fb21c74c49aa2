/// Values that change, published as immutable snapshots. Knows nothing of any user interface.
@NullMarked
package io.casemate.engine.feed;

import org.jspecify.annotations.NullMarked;
