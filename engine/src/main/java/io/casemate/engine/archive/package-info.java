/// Archives and model bundles: unpacks what may be hostile, recognises what a folder holds, packs
/// what goes out. Knows nothing of registries and workers. Front doors: [Archives], [OciLayout],
/// [TritonRepository]; [OciWriter], [TarWriter], [FolderWriter].
@NullMarked
package io.casemate.engine.archive;

import org.jspecify.annotations.NullMarked;
