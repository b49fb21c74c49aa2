/// Between engine and FX thread: feeds come up coalesced, commands go down off the FX thread.
@NullMarked
package io.casemate.views.bridge;

import org.jspecify.annotations.NullMarked;
