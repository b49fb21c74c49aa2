package io.casemate.engine.structure;

import io.casemate.engine.models.Models;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.onnx.OnnxReader;
import io.casemate.engine.onnx.ReadLimits;
import io.casemate.engine.problem.Outcome;
import java.io.IOException;
import java.nio.file.Path;

/// Structures of the revisions in the registry. Everything here reads files: not for the FX thread.
public final class Structures {
    private final Models models;

    public Structures(Models models) {
        this.models = models;
    }

    /// {@return the structure of a revision that passed the airlock}
    ///
    /// @throws io.casemate.engine.onnx.OnnxFormatException when the stored file is damaged
    public Outcome<ModelStructure> of(RevisionId id) {
        if (models.registry().latest().missing().contains(id)) {
            return Outcome.refused(
                    StructureProblem.MISSING.because(
                            "%s… was not opened.".formatted(id.digest().abbreviated()),
                            "Its bytes are not in the store.",
                            "Import the same model again; it takes its old place."));
        }
        return read(models.modelFile(id));
    }

    /// {@return the structure of a model file that the airlock has let in}
    public static Outcome<ModelStructure> read(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            return Outcome.done(
                    new StructureBuilder(OnnxReader.read(file, ReadLimits.STANDARD), folder)
                            .build());
        } catch (IOException e) {
            return Outcome.refused(
                    StructureProblem.UNREADABLE.because(
                            "%s was not opened.".formatted(file.getFileName()),
                            "It cannot be read: %s.".formatted(e),
                            "Check the disk and the permissions of the data folder."));
        }
    }

    /// Compares two revisions, the contents of equally sized weights included.
    public Outcome<Comparison> compare(RevisionId before, RevisionId after) {
        return of(before).then(old -> of(after).then(changed -> compare(old, changed)));
    }

    /// {@return what differs between two structures}
    public static Outcome<Comparison> compare(ModelStructure before, ModelStructure after) {
        try {
            return Outcome.done(Comparison.of(before, after));
        } catch (IOException e) {
            return Outcome.refused(
                    StructureProblem.UNREADABLE.because(
                            "The revisions were not compared.",
                            "Weights cannot be read: %s.".formatted(e),
                            "Check the disk and the permissions of the data folder."));
        }
    }
}
