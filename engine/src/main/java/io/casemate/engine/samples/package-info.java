/// What the values inside a model are like on samples: runs it on one sample at a time and adds up.
/// Memory does not grow with the number of samples. Front door: [InnerValues] and [SampleRun]. Runs
/// models, so it works in workers only.
@NullMarked
package io.casemate.engine.samples;

import org.jspecify.annotations.NullMarked;
