/// The deployments screen: what serves, under which name, and how well. Entry point:
/// [DeploymentsScreen].
@NullMarked
package io.casemate.views.deployments;

import org.jspecify.annotations.NullMarked;
