/// Archives and model bundles: unpacks what may be hostile, recognises what a folder holds.
/// Knows nothing of registries and workers. Front door: [Archives].
/// [OciLayouts].
@NullMarked
package io.casemate.engine.archive;

import org.jspecify.annotations.NullMarked;
