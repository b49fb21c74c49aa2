package io.casemate.engine.fleet;

import io.casemate.engine.models.RevisionId;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.units.Digest;
import java.io.IOException;

/// Checks, before a model is loaded, that its bytes are the ones that were ordered.
final class RevisionContent {
    private RevisionContent() {}

    /// {@return `order`, once every file of the model was read and its digest is the ordered one}
    static Outcome<Order> verify(Order order) {
        Digest found;
        try {
            found = RevisionId.of(order.modelFile().toAbsolutePath().getParent()).digest();
        } catch (IOException | java.io.UncheckedIOException e) {
            return Outcome.refused(
                    new Problem(
                            FleetProblem.FILE_UNREADABLE,
                            "'%s' was not loaded.".formatted(order.deployment()),
                            "Its model file cannot be read: %s.".formatted(e),
                            "Check the disk and the folder's permissions, then deploy again;"
                                    + " if the file is lost, import the model again."));
        }
        return found.equals(order.revision()) ? Outcome.done(order) : differs(order, found);
    }

    private static Outcome<Order> differs(Order order, Digest found) {
        return Outcome.refused(
                new Problem(
                        FleetProblem.CONTENT_DIFFERS,
                        "'%s' was not loaded.".formatted(order.deployment()),
                        "The model's content is sha256:%s…, and sha256:%s… was ordered."
                                .formatted(found.abbreviated(), order.revision().abbreviated()),
                        "The stored file was damaged or replaced. Import the model again from its"
                                + " source, and find out who can write to the data folder."));
    }
}
