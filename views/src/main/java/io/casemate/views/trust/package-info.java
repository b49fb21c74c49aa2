/// Whose signatures count: trusted keys and certificates, and what a missing signature means.
@NullMarked
package io.casemate.views.trust;

import org.jspecify.annotations.NullMarked;
