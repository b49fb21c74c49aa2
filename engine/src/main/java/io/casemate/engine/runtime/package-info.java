/// ONNX Runtime sessions that serve released models; used by agents and workers only, never by the
/// console, which knows [SessionSettings] and no more. Front door: [ModelRuntime].
@NullMarked
package io.casemate.engine.runtime;

import org.jspecify.annotations.NullMarked;
