/// Long actions: what runs now, how far it is, and the switch that stops it. Front door: [Tasks].
@NullMarked
package io.casemate.engine.tasks;

import org.jspecify.annotations.NullMarked;
