/// One process owns a data folder; the others reach it over a Unix domain socket in that folder.
@NullMarked
package io.casemate.app.control;

import org.jspecify.annotations.NullMarked;
