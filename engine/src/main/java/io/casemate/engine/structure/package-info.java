/// What a model is made of, for people: nodes, edges, blocks, cost, a drawing of them, and what
/// differs between two revisions. Reads structure only; weights stay in their files. Front door:
/// [Structures].
@NullMarked
package io.casemate.engine.structure;

import org.jspecify.annotations.NullMarked;
