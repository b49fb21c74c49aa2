/// The settings screen: appearance, data folder, shortcuts, versions, licences.
@NullMarked
package io.casemate.views.settings;

import org.jspecify.annotations.NullMarked;
