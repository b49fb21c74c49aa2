package io.casemate.engine.airlock;

/// The model is no newer than the engine, and is for inference only.
final class VersionCheck {
    /// The newest versions that ONNX Runtime 1.29 knows.
    private static final long NEWEST_IR = 13;

    private static final long NEWEST_OPSET = 26;

    /// The field `training_info` of `ModelProto`.
    private static final int TRAINING_INFO = 20;

    private VersionCheck() {}

    static void run(Inspected inspected) {
        long version = inspected.model().irVersion();
        if (version > NEWEST_IR) {
            throw inspected.refuse(
                    AirlockProblem.TOO_NEW,
                    "Its IR version is %d; the engine supports up to %d."
                            .formatted(version, NEWEST_IR),
                    "Export it with an older IR version.");
        }
        long opset = inspected.model().opset("").orElse(0);
        if (opset > NEWEST_OPSET) {
            throw inspected.refuse(
                    AirlockProblem.TOO_NEW,
                    "It needs opset %d; the engine supports up to %d."
                            .formatted(opset, NEWEST_OPSET),
                    "Export it with an older opset.");
        }
        if (inspected.model().others().stream()
                .anyMatch(field -> field.number() == TRAINING_INFO)) {
            throw inspected.refuse(
                    AirlockProblem.TRAINING_PART,
                    "It has a part for training, which could change it while it runs.",
                    "Export it for inference only.");
        }
    }
}
