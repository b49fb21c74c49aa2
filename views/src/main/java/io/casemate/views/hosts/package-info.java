/// The hosts screen: what each machine is made of and how busy it is.
@NullMarked
package io.casemate.views.hosts;

import org.jspecify.annotations.NullMarked;
