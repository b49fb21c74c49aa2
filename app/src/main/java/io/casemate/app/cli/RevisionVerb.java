package io.casemate.app.cli;

import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// A verb about one revision.
abstract class RevisionVerb extends Verb {
    @Parameters(
            paramLabel = "REVISION",
            description = "Digest, at least 6 digits of one, or a model's name.")
    String revision = "";

    RevisionVerb(Engines engines, Terminal terminal) {
        super(engines, terminal);
    }

    /// {@return arguments that name the revision}
    final ObjectNode named() {
        return arguments().put("revision", revision);
    }
}
