/// The one way JSON is read and written: strict limits on reading, RFC 8785 for what is hashed.
@NullMarked
package io.casemate.engine.json;

import org.jspecify.annotations.NullMarked;
