package io.casemate.engine.airlock;

import io.casemate.engine.onnx.Model;
import java.util.ArrayList;
import java.util.List;

/// A model under inspection, and what has been found in it so far. Confined to one thread.
final class Inspected {
    private static final int MOST_FINDINGS = 100;

    private final String file;
    private final Model model;
    private final ModelParts parts;
    private final List<Finding> findings = new ArrayList<>();

    /// @param file what people call it
    Inspected(String file, Model model) {
        this.file = file;
        this.model = model;
        parts = new ModelParts(model);
    }

    Model model() {
        return model;
    }

    ModelParts parts() {
        return parts;
    }

    Refusal refuse(AirlockProblem code, String why, String remedy) {
        return code.refusal("%s was not imported.".formatted(file), why, remedy);
    }

    void warn(AirlockProblem code, String text) {
        add(new Finding(code.id(), Finding.Severity.WARNING, text));
    }

    void tell(AirlockProblem code, String text) {
        add(new Finding(code.id(), Finding.Severity.INFO, text));
    }

    private void add(Finding finding) {
        if (findings.size() < MOST_FINDINGS && !findings.contains(finding)) {
            findings.add(finding);
        }
    }

    /// {@return what was found, in the order of the checks; at most 100}
    List<Finding> findings() {
        return List.copyOf(findings);
    }
}
