/// The registry: models, their revisions by digest, and the content-addressed store that holds the
/// bytes. Front door: [Models].
@NullMarked
package io.casemate.engine.models;

import org.jspecify.annotations.NullMarked;
