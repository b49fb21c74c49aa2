/// Short-lived child processes with a memory cap, a deadline and a kill. Everything that touches an
/// unreleased model runs in one. Front door: [WorkerProcesses].
@NullMarked
package io.casemate.engine.worker;

import org.jspecify.annotations.NullMarked;
