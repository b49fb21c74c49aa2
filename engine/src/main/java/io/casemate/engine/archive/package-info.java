/// Archives and model bundles: unpacks what may be hostile, recognises what a folder holds. Knows
/// nothing of registries and workers. Front doors: [Archives], [OciLayout], [TritonRepository].
@NullMarked
package io.casemate.engine.archive;

import org.jspecify.annotations.NullMarked;
