package io.casemate.engine.tensors;

import java.io.Serial;

/// JSON that is no tensor of the Open Inference Protocol. The message names the field and the rule,
/// for the caller.
public final class MalformedTensor extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    public MalformedTensor(String message) {
        super(message);
    }
}
