/// The demo model: a small classifier, trained here by plain Java from data that are made here, so
/// that accuracy before and after quantization is measured and not claimed. Front door:
/// [DemoModel].
@NullMarked
package io.casemate.assets.demo;

import org.jspecify.annotations.NullMarked;
