/// The window: navigation, command palette, tasks strip, and what every screen has in common.
@NullMarked
package io.casemate.views.shell;

import org.jspecify.annotations.NullMarked;
