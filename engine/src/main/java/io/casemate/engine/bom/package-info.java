/// Bills of materials: what a revision consists of and where it comes from, as CycloneDX 1.6. Front
/// door: [Boms].
@NullMarked
package io.casemate.engine.bom;

import org.jspecify.annotations.NullMarked;
