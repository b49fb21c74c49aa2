/// The inspection screen: the graph of a revision, its cost, and what differs from another one.
@NullMarked
package io.casemate.views.structure;

import org.jspecify.annotations.NullMarked;
