/// Charts that stream: rasterised in Java into a pixel buffer, because a scene graph of line nodes
/// costs ten times as much. Colours come from style sheets only.
@NullMarked
package io.casemate.views.kit.chart;

import org.jspecify.annotations.NullMarked;
