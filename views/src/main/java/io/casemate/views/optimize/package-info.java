/// The optimize screen: makes smaller variants and shows what they cost. Entry point:
/// [OptimizeScreen].
@NullMarked
package io.casemate.views.optimize;

import org.jspecify.annotations.NullMarked;
