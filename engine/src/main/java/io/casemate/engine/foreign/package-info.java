/// Models of other formats, by their headers: what is in them, so that people are told more than
/// that they are turned away. Reads no weights; believes no size. Front door: [ForeignModels].
@NullMarked
package io.casemate.engine.foreign;

import org.jspecify.annotations.NullMarked;
