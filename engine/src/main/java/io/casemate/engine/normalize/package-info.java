/// Brings models into the form that quantization needs: one rule a class, and the proof that none
/// of them changed what the model computes. Front door: [Normalizer]. Runs models, so it works in
/// workers only.
@NullMarked
package io.casemate.engine.normalize;

import org.jspecify.annotations.NullMarked;
