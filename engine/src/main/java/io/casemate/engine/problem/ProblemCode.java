package io.casemate.engine.problem;

/// Identifies a kind of [Problem]. Each room declares its own in one enum, so that ids never
/// collide.
public interface ProblemCode {

    /// {@return the stable identifier, such as `DEPLOY-003`}
    String id();

    /// {@return who can do something about it; for most codes whoever asked}
    default Kind kind() {
        return Kind.REQUEST;
    }

    /// {@return a problem of this kind}
    ///
    /// @param what what happened, one sentence, past tense, naming the thing affected
    /// @param why the cause, with the measured value and the limit it crossed
    /// @param remedy what to do next, as an imperative
    default Problem because(String what, String why, String remedy) {
        return new Problem(this, what, why, remedy);
    }

    /// Decides how the console reacts: only a [#DEFECT] opens the crash report.
    enum Kind {
        /// The request cannot be carried out as given; the operator changes it.
        REQUEST,
        /// The fleet has not enough of something; the operator frees or adds it.
        CAPACITY,
        /// A host, disk or network failed; the engine keeps trying.
        ENVIRONMENT,
        /// The console is wrong; the developers fix it.
        DEFECT
    }
}
