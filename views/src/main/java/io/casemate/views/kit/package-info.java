/// Controls that two or more screens use. Knows no engine room but problems and units.
@NullMarked
package io.casemate.views.kit;

import org.jspecify.annotations.NullMarked;
