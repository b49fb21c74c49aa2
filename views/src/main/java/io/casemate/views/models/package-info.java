/// The registry of models, and the way in for new ones. Entry: [ModelsScreen].
@NullMarked
package io.casemate.views.models;

import org.jspecify.annotations.NullMarked;
